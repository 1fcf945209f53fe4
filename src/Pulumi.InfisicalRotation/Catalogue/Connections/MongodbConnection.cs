using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for MongoDB.</summary>
internal static class MongodbConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "mongodb",
        Title = "MongoDB",
        Methods =
        [
            new(
                "username-and-password",
                SharedCredentials.Host,
                SharedCredentials.Port(27017),
                SharedCredentials.Username,
                SharedCredentials.Password,
                SharedCredentials.Text("database", "Name of the database."),
                Field.Boolean("tlsRejectUnauthorized", "Whether a certificate that cannot be verified is refused.") with
                { IsRequired = true },
                Field.Boolean("tlsEnabled", "Whether the connection uses TLS.") with { IsRequired = true },
                Field.Text(
                    "tlsCertificate",
                    "PEM text of the certificate authority that issued the server's certificate.")),
        ],
    };
}
