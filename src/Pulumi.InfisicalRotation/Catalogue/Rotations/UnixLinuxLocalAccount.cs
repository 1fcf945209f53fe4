using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class UnixLinuxLocalAccount
{
    public static readonly RotationType Type = new()
    {
        Slug = "unix-linux-local-account",
        Title = "Unix/Linux Local Account",
        Description = "Rotates the password of a local account of a Unix or Linux host.",
        ConnectionApps = ["ssh"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            Field.Text("username", "Name of the account: letters, digits, - and _.") with
            { IsRequired = true, Rule = Rules.WordCharacters, Example = "svc-app", ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username") },
            SharedFields.PasswordRequirements(),
            Field.Text("rotationMethod", "Who logs in to change the password: the account itself, or the connection's own. Default: login-as-target.") with
            {
                Default = "login-as-target",
                Choices = ["login-as-target", "login-as-root"],
                ChoicesName = "LocalAccountRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or username"),
            },
            Field.Boolean("useSudo", "Whether the password is changed through sudo. Default: false.") with { Default = false },
        ],
        SecretsMapping =
        [
            Field.SecretName("username", "UNIX_USERNAME", "Secret that receives the name of the account."),
            Field.SecretName("password", "UNIX_PASSWORD", "Secret that receives the password in use."),
        ],
        TemporaryParameters = [Field.Text("password", "The account's present password.") with { IsSecret = true }],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "login-as-target"),
    };
}
