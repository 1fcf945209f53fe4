namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Auth0.</summary>
internal static class Auth0Connection
{
    public static readonly ConnectionType Type = new()
    {
        App = "auth0",
        Title = "Auth0",
        Methods =
        [
            new(
                "client-credentials",
                SharedCredentials.Text("domain", "Domain of the tenant, such as example.eu.auth0.com.") with
                { Example = "example.eu.auth0.com" },
                SharedCredentials.Text("clientId", "Client id of the machine-to-machine application."),
                SharedCredentials.Secret("clientSecret", "Client secret of that application."),
                SharedCredentials.Url(
                    "audience",
                    "Identifier of the Management API, which ends with a slash.", "https://example.eu.auth0.com/api/v2/")),
        ],
    };
}
