using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Sends a create request. IAM needs some seconds until it knows a new user everywhere, or applies a new policy. Until
/// then it refuses the server, which has issued no key and stored nothing, so the request is sent again.
/// </summary>
internal static class NewIamIdentity
{
    private static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    public static async Task<Rotation> Send(
        ProviderSession session,
        RotationInputs inputs,
        Func<Task<Rotation>> send,
        CallContext context,
        CancellationToken waits)
    {
        foreach (var wait in inputs.Type.IamUser is null ? [] : Waits)
        {
            try
            {
                return await send();
            }
            catch (ApiException fault) when (fault.Kind is ServerErrorKind.IamRefused)
            {
                context.Info(CreateMessages.TriesAgain(wait, fault));
                await Task.Delay(wait, session.Time, waits);
            }
        }

        return await send();
    }
}
