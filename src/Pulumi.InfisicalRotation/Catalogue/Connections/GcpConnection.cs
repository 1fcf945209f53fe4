using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for GCP.</summary>
internal static class GcpConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "gcp",
        Title = "GCP",
        Methods =
        [
            new(
                "service-account-impersonation",
                SharedCredentials.Secret(
                    "serviceAccountEmail",
                    "E-mail address of the service account that Infisical impersonates.") with
                { Format = TextFormat.Email }),
        ],
    };
}
