using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Held to create or delete a rotation of an account whose deletion revokes the account's own credential: only while
/// nobody else of the run does either is it known who rotates the account.
/// </summary>
internal static class AccountLock
{
    /// <returns>Releases the lock when it is disposed.</returns>
    public static Task<IDisposable> Acquire(ProviderSession session, RotationInputs inputs, CancellationToken waits) =>
        session.AccountLocks.Acquire(
            inputs.Type.RevokesAccount
                ? SameAccountCheck.AccountsOf(inputs).Select(account => account.ToString())
                : [],
            waits);
}
