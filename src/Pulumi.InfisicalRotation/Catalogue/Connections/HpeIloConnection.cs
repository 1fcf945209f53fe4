using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for HPE iLO.</summary>
internal static class HpeIloConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "hpe-ilo",
        Title = "HPE iLO",
        Methods =
        [
            new(
                "basic-auth",
                SharedCredentials.Text("hostname", "Host name or address of the iLO.") with
                {
                    Format = TextFormat.HostName, MaxLength = 512, Rule = ConnectionRules.BareHostName,
                    Example = "ilo.example.com",
                },
                SharedCredentials.Port(443) with { IsRequired = false },
                SharedCredentials.Username with { MaxLength = 256 },
                SharedCredentials.Password with { MaxLength = 512 },
                SharedCredentials.SslRejectUnauthorized with { IsRequired = false },
                SharedCredentials.SslCertificate with { MaxLength = 16384 }),
        ],
        HasGateway = true,
    };
}
