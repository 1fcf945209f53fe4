using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Warns of a second rotation of one account. The project's list shows existing ones; two new ones of a stack are known
/// only here.
/// </summary>
internal static class SameAccountWarning
{
    public static void Log(ProviderSession session, RotationInputs inputs, PreflightResult result, CallContext context)
    {
        var other = session.Run.ClaimAccounts(context.Urn, SameAccountCheck.AccountsOf(inputs));
        if (result.Warnings.FirstOrDefault() is { } warning)
        {
            context.Warn(warning);
        }
        else if (other is not null)
        {
            context.Warn(PreflightMessages.SameAccount(other, inputs.Type));
        }
    }
}
