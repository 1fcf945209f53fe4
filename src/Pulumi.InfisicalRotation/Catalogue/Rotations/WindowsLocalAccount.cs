using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class WindowsLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "windows-local-account",
        Title = "Windows Local Account",
        Description = "Rotates the password of a local account on a Windows host.",
        ConnectionApps = ["smb"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPassword,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            Field.Text(
                "username",
                "Name of the account. It can contain letters, digits, underscores, hyphens and periods, at most 20 " +
                "characters. Built-in accounts are not supported.") with
            {
                IsRequired = true,
                MaxLength = 20,
                Rule = Rules.WindowsAccountName,
                Example = "svc-app",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
            SharedFields.PasswordRequirements(
                symbolsRule: Rules.WindowsAllowedSymbols, portableSymbols: Rules.PortableWindowsQuotable),
            Field.Text(
                "rotationMethod",
                "Account that logs in to change the password: the rotated account itself (`login-as-target`) or the " +
                "account of the connection (`login-as-root`). Default: chosen by the server; versions differ.") with
            {
                IsDefaultChosenByServer = true,
                Choices = ["login-as-target", "login-as-root"],
                ChoicesName = "LocalAccountRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
        ],
        SecretsMapping =
        [
            Field.SecretName(
                "username", "WINDOWS_USERNAME", "Name of the secret that receives the name of the account."),
            Field.SecretName("password", "WINDOWS_PASSWORD", "Name of the secret that receives the active password."),
        ],
        TemporaryParameters =
        [
            SharedFields.CurrentPassword("login-as-target") with
            {
                Rule = Rules.WindowsQuotable,
                PortableRule = Rules.PortableWindowsQuotable,
                Example = "current-password",
            },
        ],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
        CreationAdvice = Rules.MethodWithoutPassword,
        Revocation = Revocation.AllOrError,
    };
}
