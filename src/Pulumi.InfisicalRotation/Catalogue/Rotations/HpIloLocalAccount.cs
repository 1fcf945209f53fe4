using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class HpIloLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "hp-ilo-local-account",
        Title = "HP iLO Local Account",
        Description = "Rotates the password of a local account of an HPE iLO.",
        ConnectionApps = ["ssh", "hpe-ilo"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            Field.Text("username", "Name of the account: letters, digits, - and _.") with
            { IsRequired = true, Rule = Rules.WordCharacters, Example = "svc-app", ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username") },
            SharedFields.PasswordRequirements(39, "IloPasswordRequirements"),
            Field.Text("rotationMethod", "Who logs in to change the password: the account itself, or the connection's own. Default: login-as-root.") with
            {
                Default = "login-as-root",
                Choices = ["login-as-target", "login-as-root"],
                ChoicesName = "LocalAccountRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
            Field.Boolean("sslRejectUnauthorized", "Whether the iLO's certificate must be valid. Default: chosen by the server.") with
            { IsDefaultChosenByServer = true, MayBeOmittedByServer = true },
            Field.Text("sslCertificate", "Certificate authority of the iLO, PEM.") with { MaxLength = 8192, MayBeOmittedByServer = true },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "ILO_USERNAME", "Secret that receives the name of the account."),
            Field.SecretName("password", "ILO_PASSWORD", "Secret that receives the password in use."),
        ],
        TemporaryParameters = [Field.Text("password", "The account's present password.") with { IsSecret = true }],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
        ConnectionNeeds = "With a connection for hpe-ilo the account can't log in for itself (login-as-target), and may not be one that a connection uses.",
    };
}
