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
internal static class CredentialPropagation
{
    public static Task<AppConnection> Send(
        ProviderSession session,
        ConnectionType type,
        Func<Task<AppConnection>> send,
        CallContext context,
        CancellationToken waits) => !type.HasSlowIdentities
        ? send()
        : PropagationRetry.Run(
            send,
            fault => fault.Kind is ServerErrorKind.ConnectionIdentityUnknown,
            (wait, fault) =>
            {
                context.Info(ConnectionMessages.TriesAgain(type, wait, fault));
                return Task.Delay(wait, session.Time, waits);
            });
}
