using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class WindowsLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "windows-local-account",
        Title = "Windows Local Account",
        Description = "Rotates the password of a local account of a Windows host.",
        ConnectionApps = ["smb"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            Field.Text("username", "Name of the account: at most 20 letters, digits, _, - and dots; not a built-in account.") with
            { IsRequired = true, MaxLength = 20, Rule = Rules.WindowsAccountName, Example = "svc-app", ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username") },
            SharedFields.PasswordRequirements(symbols: Rules.WindowsAllowedSymbols),
            Field.Text("rotationMethod", "Who logs in to change the password: the account itself, or the connection's own. Default: chosen by the server.") with
            {
                IsDefaultChosenByServer = true,
                Choices = ["login-as-target", "login-as-root"],
                ChoicesName = "LocalAccountRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "WINDOWS_USERNAME", "Secret that receives the name of the account."),
            Field.SecretName("password", "WINDOWS_PASSWORD", "Secret that receives the password in use."),
        ],
        TemporaryParameters = [Field.Text("password", "The account's present password.") with { IsSecret = true, Rule = Rules.WindowsQuotable, Example = "present-password" }],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
    };
}
