using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class HpIloLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "hp-ilo-local-account",
        Title = "HP iLO Local Account",
        Description = "Rotates the password of a local account on an HPE iLO.",
        ConnectionApps = ["ssh", "hpe-ilo"],
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
            SharedFields.PasswordRequirements(39, "IloPasswordRequirements"),
            Field.Text(
                "rotationMethod",
                "Account that logs in to change the password: the rotated account itself (`login-as-target`) or the " +
                "account of the connection (`login-as-root`). Default: `login-as-root`.") with
            {
                Default = "login-as-root",
                Choices = ["login-as-target", "login-as-root"],
                ChoicesName = "LocalAccountRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
            Field.Boolean(
                "sslRejectUnauthorized",
                "Whether to verify the TLS certificate of the iLO. Default: chosen by the server.") with
            { IsDefaultChosenByServer = true },
            Field.Text(
                "sslCertificate",
                "CA certificate of the iLO (PEM).") with { MaxLength = 8192 },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "ILO_USERNAME", "Name of the secret that receives the name of the account."),
            Field.SecretName("password", "ILO_PASSWORD", "Name of the secret that receives the active password."),
        ],
        TemporaryParameters = [SharedFields.CurrentPassword("login-as-target")],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
        ConnectionNeeds =
            "With a connection for `hpe-ilo`, `login-as-target` is not supported, and the account must not be one " +
            "that a connection uses.",
        Revocation = Revocation.AllOrError,
    };
}
