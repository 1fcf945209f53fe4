using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class LdapPassword
{
    public static readonly RotationType Type = new()
    {
        Slug = "ldap-password",
        Title = "LDAP Password",
        Description = "Rotates the password of a directory account.",
        ConnectionApps = ["ldap"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        ConflictEffect = SharedFields.PasswordConflict,
        Parameters =
        [
            Field.Text("dn", "Distinguished name or user principal name of the account.") with
            { IsRequired = true, Rule = Rules.DistinguishedOrPrincipalName, Example = "CN=app,OU=services,DC=example,DC=com", ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or DN") },
            SharedFields.PasswordRequirements(),
            Field.Text("rotationMethod", "Who changes the password: the connection's principal, or the account itself. Default: connection-principal.") with
            {
                Default = "connection-principal",
                Choices = ["connection-principal", "target-principal"],
                ChoicesName = "LdapRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or DN"),
            },
        ],
        SecretsMapping =
        [
            Field.SecretName("dn", "LDAP_DN", "Secret that receives the name of the account."),
            Field.SecretName("password", "LDAP_PASSWORD", "Secret that receives the password in use."),
        ],
        TemporaryParameters = [Field.Text("password", "The account's present password.") with { IsSecret = true }],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "target-principal"),
    };
}
