using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// The right to create or delete a rotation of an account whose deletion revokes the account's own credential: only
/// while nobody else of the run does either is it known who rotates the account.
/// </summary>
internal static class AccountTurn
{
    /// <returns>Ends the turn when it is disposed.</returns>
    public static Task<IDisposable> Take(ProviderSession session, RotationInputs inputs, CancellationToken waits) =>
        session.AccountTurns.Take(
            inputs.Type.RevokesAccount
                ? SameAccountCheck.AccountsOf(inputs).Select(account => account.ToString())
                : [],
            waits);
}
