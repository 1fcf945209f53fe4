using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Azure Client Secrets.</summary>
internal static class AzureClientSecretsConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "azure-client-secrets",
        Title = "Azure Client Secrets",
        Methods =
        [
            new(
                "oauth",
                SharedCredentials.Code,

                // Some server versions require it.
                Field.Text("tenantId", "Tenant (directory) id."))
            { NeedsBrowser = true },
            new(
                "client-secret",
                SharedCredentials.Text("clientId", "Application (client) id.") with
                { Format = TextFormat.Uuid, Example = "7d1c1a52-0c6e-4d0f-9e51-2f3f6f0c2b17" },
                SharedCredentials.Secret("clientSecret", "Client secret of the application.") with
                { MaxLength = 50 },
                SharedCredentials.Text("tenantId", "Tenant (directory) id.") with
                { Format = TextFormat.Uuid, Example = "1b0c3a52-6c1e-4f0a-9a51-7f3f6f0c2b19" },
                Field.Text("clientSecretKeyId", "Id (UUID) of the client secret. Newer servers only.") with
                { Format = TextFormat.Uuid, IsWriteOnly = true }),
            new(
                "certificate",
                SharedCredentials.Text("tenantId", "Tenant (directory) id.") with
                { Format = TextFormat.Uuid },
                SharedCredentials.Text("clientId", "Application (client) id.") with
                { Format = TextFormat.Uuid },
                SharedCredentials.Text("certificateBody", "PEM text of the certificate.") with
                { IsWriteOnly = true },
                SharedCredentials.Secret("privateKey", "PEM text of the private key.")),
        ],
    };
}
