using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class LdapPassword
{
    public static readonly RotationType Type = new()
    {
        Slug = "ldap-password",
        Title = "LDAP Password",
        Description = "Rotates the password of an LDAP directory account.",
        ConnectionApps = ["ldap"],
        Slots = 1,
        CredentialLifecycle = SharedFields.OnePasswordLifecycle,
        RevocationEffect = SharedFields.SetsUnknownPassword,
        ConflictEffect = SharedFields.PasswordConflict,
        RevokesAccount = true,
        Parameters =
        [
            Field.Text("dn", "Distinguished name or user principal name of the account.") with
            {
                IsRequired = true,
                Rule = Rules.DistinguishedOrPrincipalName,
                Example = "CN=app,OU=services,DC=example,DC=com",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or DN"),
            },
            SharedFields.PasswordRequirements(),
            Field.Text(
                "rotationMethod",
                "Account that changes the password: the account of the connection (`connection-principal`) or the " +
                "rotated account itself (`target-principal`). Default: `connection-principal`.") with
            {
                Default = "connection-principal",
                Choices = ["connection-principal", "target-principal"],
                ChoicesName = "LdapRotationMethod",
                ReplacementReason = SharedFields.ImmutableReason("Cannot update rotation method or DN"),
            },
        ],
        SecretsMapping =
        [
            Field.SecretName("dn", "LDAP_DN", "Name of the secret that receives the name of the account."),
            Field.SecretName("password", "LDAP_PASSWORD", "Name of the secret that receives the active password."),
        ],
        TemporaryParameters =
        [
            // The server rejects temporary parameters without a password, whatever the method is.
            SharedFields.CurrentPassword("target-principal") with { IsRequired = true, MinLength = 1 },
        ],
        CreationRule = (parameters, given) => Rules.RequiresTargetPassword(parameters, given, "target-principal"),
        Revocation = Revocation.AllOrError,
    };
}
