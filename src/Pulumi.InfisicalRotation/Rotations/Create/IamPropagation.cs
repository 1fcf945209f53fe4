using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Creates a rotation of an IAM user. IAM needs some seconds until it knows a new user everywhere, or applies a new
/// policy. Until then it refuses the server, which has issued no key and stored nothing. So everything is done again,
/// the checks included: keys, names and rotations may have changed during the wait.
/// </summary>
internal static class IamPropagation
{
    /// <param name="create">Checks and sends the request.</param>
    /// <exception cref="RefusalException">Cancelled during a wait.</exception>
    public static Task<CreateAnswer> Create(
        ProviderSession session,
        RotationInputs inputs,
        Func<Task<CreateAnswer>> create,
        CallContext context,
        CancellationToken waits) => inputs.Type.IamUser is null
        ? create()
        : PropagationRetry.Run(
            create,
            fault => fault.Kind is ServerErrorKind.IamRefused && fault.IsWrite,
            (wait, fault) =>
            {
                context.Info(CreateMessages.TriesAgain(wait, fault));
                return Wait(session, inputs, wait, fault, waits);
            });

    private static async Task Wait(
        ProviderSession session, RotationInputs inputs, TimeSpan wait, ApiException fault, CancellationToken waits)
    {
        try
        {
            await Task.Delay(wait, session.Time, waits);
        }
        catch (OperationCanceledException)
        {
            throw new RefusalException(
                RefusalKind.Cancelled, CreateMessages.CancelledAfterRefusal(inputs.Name, fault), fault);
        }
    }
}
