using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Okta.</summary>
internal static class OktaConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "okta",
        Title = "Okta",
        Methods =
        [
            new(
                "api-token",
                SharedCredentials.Url("instanceUrl", "URL of the Okta organization.", "https://example.okta.com") with
                { MaxLength = 255 },
                SharedCredentials.Secret("apiToken", "API token.") with
                { Rule = ConnectionRules.OktaToken, Example = "00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN" }),
        ],
    };
}
