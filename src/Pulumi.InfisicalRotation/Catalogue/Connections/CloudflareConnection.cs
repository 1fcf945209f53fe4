using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Cloudflare.</summary>
internal static class CloudflareConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "cloudflare",
        Title = "Cloudflare",
        Methods =
        [
            new(
                "api-token",
                SharedCredentials.Text("accountId", "Id of the Cloudflare account.") with
                { MaxLength = 256, Rule = Rules.WordCharacters },
                SharedCredentials.Secret("apiToken", "API token.") with
                { MaxLength = 256 }),
        ],
    };
}
