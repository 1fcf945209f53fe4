using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>LDAP auth.</summary>
internal static class LdapLogin
{
    private const string OwnIdentity = "INFISICAL_LDAP_AUTH_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity).With(TextFormat.Uuid);

    public static readonly LoginInput Username = LoginInput.Text(
        "username", "User name in the directory.", "INFISICAL_LDAP_USERNAME").Required();

    public static readonly LoginInput Password = LoginInput.Secret(
        "password", "Password of the user.", "INFISICAL_LDAP_PASSWORD").Required();

    public static readonly LoginMethod Method = new("ldap", "LDAP auth: login with a user of a directory.")
    {
        Spellings = ["ldap-auth"],
        Inputs = [IdentityId, Username, Password],
        OwnVariables = [OwnIdentity, .. Username.Variables, .. Password.Variables],
    };
}
