using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for LDAP.</summary>
internal static class LdapConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "ldap",
        Title = "LDAP",
        Methods =
        [
            new(
                "simple-bind",
                SharedCredentials.Text("provider", "Kind of the directory.") with
                { Example = "active-directory" },
                SharedCredentials.Text("url", "URL of the directory.") with
                { Rule = ConnectionRules.LdapUrl, Example = "ldaps://dc.example.com:636" },
                SharedCredentials.Text(
                    "dn",
                    "Distinguished name or user principal name of the connection's account.") with
                { Rule = Rules.DistinguishedOrPrincipalName, Example = "CN=infisical,DC=example,DC=com" },
                SharedCredentials.Password,
                SharedCredentials.SslRejectUnauthorized with { IsRequired = false },
                SharedCredentials.SslCertificate),
        ],
        HasGateway = true,
        SelfRotationType = "ldap-password",
    };
}
