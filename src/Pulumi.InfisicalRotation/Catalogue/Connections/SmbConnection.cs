using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Windows (SMB).</summary>
internal static class SmbConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "smb",
        Title = "Windows (SMB)",
        Methods =
        [
            new(
                "credentials",
                SharedCredentials.Host with { MaxLength = 253, PortableRule = ConnectionRules.PortableWindowsHost },
                SharedCredentials.Port(445),
                Field.Text("domain", "Windows domain of the account. Default: the local account.") with
                { MaxLength = 255, PortableRule = ConnectionRules.PortableWindowsDomain },
                SharedCredentials.Username with
                {
                    MaxLength = 104,
                    Rule = ConnectionRules.WindowsUser,
                    PortableRule = ConnectionRules.PortableWindowsUser,
                },
                SharedCredentials.Password with
                {
                    Rule = ConnectionRules.WindowsPassword,
                    PortableRule = Rules.PortableWindowsQuotable,
                }),
        ],
        HasGateway = true,
    };
}
