using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Convex.</summary>
internal static class ConvexConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "convex",
        Title = "Convex",
        Methods =
        [
            new(
                "personal-access-token",
                SharedCredentials.Secret("accessToken", "Personal access token."),
                Field.Text("instanceUrl", "URL of a self-hosted instance.") with
                { Format = TextFormat.WebAddress, Rule = ConnectionRules.HttpsUrl }),
        ],
    };
}
