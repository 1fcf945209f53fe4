using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class UnixLinuxLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "unix-linux-local-account",
        Title = "Unix/Linux Local Account",
        Description = "Rotates the password of a local account on a Unix or Linux host.",
        ConnectionApps = ["ssh"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPassword,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            Field.Text("username", "Name of the account. It can contain letters, digits, hyphens and underscores.") with
            {
                IsRequired = true,
                Rule = Rules.WordCharacters,
                Example = "svc-app",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
            SharedFields.PasswordRequirements(),
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
            Field.Boolean(
                "useSudo", "Whether to change the password with sudo. Default: chosen by the server.") with
            { IsDefaultChosenByServer = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "UNIX_USERNAME", "Name of the secret that receives the name of the account."),
            Field.SecretName("password", "UNIX_PASSWORD", "Name of the secret that receives the active password."),
        ],
        TemporaryParameters = [SharedFields.CurrentPassword("login-as-target")],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
        CreationAdvice = Rules.MethodWithoutPassword,
        Revocation = Revocation.AllOrError,
    };
}
