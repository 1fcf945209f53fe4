using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Sends a request for which the server tries the credentials. An app that has just created the key or role may refuse
/// it for some seconds. The server then wrote nothing, so the request is sent again.
/// </summary>
internal static class LiveCheck
{
    private static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    public static async Task<AppConnection> Send(
        ProviderSession session,
        ConnectionType type,
        Func<Task<AppConnection>> send,
        CallContext context,
        CancellationToken waits)
    {
        foreach (var wait in type.HasSlowIdentities ? Waits : [])
        {
            try
            {
                return await send();
            }
            catch (ApiException fault) when (fault.Kind is ServerErrorKind.ConnectionIdentityUnknown)
            {
                context.Info(ConnectionMessages.TriesAgain(type, wait, fault));
                await Task.Delay(wait, session.Time, waits);
            }
        }

        return await send();
    }
}
