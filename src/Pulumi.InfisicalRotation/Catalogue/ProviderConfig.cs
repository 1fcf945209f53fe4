using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// The provider's own configuration. Each value can also come from the environment, under the names that Infisical's CLI and
/// Terraform provider use; the configuration wins.
/// </summary>
internal static class ProviderConfig
{
    public const string DefaultHost = "https://app.infisical.com";

    public static readonly Field Host = Field.Text(
        "host",
        $"Address of Infisical. Default: the US cloud, {DefaultHost}; the EU cloud is https://eu.infisical.com. " +
        "Environment: INFISICAL_HOST, INFISICAL_DOMAIN or INFISICAL_API_URL.") with
    { Format = TextFormat.WebAddress };

    public static readonly Field ClientId = Field.Text(
        "clientId", "Client id of the machine identity. Environment: INFISICAL_UNIVERSAL_AUTH_CLIENT_ID.") with
    { IsRequired = true };

    public static readonly Field ClientSecret = Field.Text(
        "clientSecret", "Client secret of the machine identity. Environment: INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET.") with
    { IsRequired = true, IsSecret = true };

    public static readonly Field Universal = Field.Object(
        "universal", "Logs in with a client id and a client secret (universal auth).", ClientId, ClientSecret) with
    { TypeName = "UniversalAuth" };

    public static readonly Field AccessToken = Field.Text(
        "accessToken", "A ready access token of a machine identity. Environment: INFISICAL_TOKEN.") with
    { IsRequired = true, IsSecret = true };

    public static readonly Field Token = Field.Object("token", "Uses a ready access token; nothing is renewed.", AccessToken) with
    { TypeName = "TokenAuth" };

    public static readonly Field Auth = Field.Object(
        "auth",
        "How to log in: exactly one of `universal` (`clientId`, `clientSecret`) and `token` (`accessToken`). Default: from the environment, where " +
        "INFISICAL_TOKEN comes before client id and secret, unless INFISICAL_AUTH_METHOD says `universal`.", Universal, Token) with
    { TypeName = "Auth", IsSecret = true };

    public static readonly Field OrganizationSlug = Field.Text(
        "organizationSlug", "Slug of the sub-organisation to work in. Environment: INFISICAL_AUTH_ORGANIZATION_SLUG.");

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Project of resources that name none. Environment, for new resources only: INFISICAL_PROJECT_ID.");

    public static readonly Field Environment = Field.Text(
        "environment", "Environment slug of resources that name none. Environment, for new resources only: INFISICAL_ENVIRONMENT.") with
    { Format = TextFormat.Slug, MaxLength = 64 };

    public static readonly Field CaCertificate = Field.Text(
        "caCertificate",
        "Certificate authority to trust besides the system's, for a self-hosted server: PEM text, or the path of a PEM file.");

    public static readonly Field RequestTimeoutSeconds = Field.Integer(
        "requestTimeoutSeconds", "How long one request may take, in seconds, 1 to 3600. Default: 60. The server itself may take 30 s to reach a service.") with
    { Min = 1, Max = 3600 };

    public static readonly Field MaxRetries = Field.Integer(
        "maxRetries", "How often a request that is safe to repeat is repeated, 0 to 100. Default: 5. What may have taken effect is never repeated.") with
    { Min = 0, Max = 100 };

    public static readonly Field RefreshBeforeUpdate = Field.Boolean(
        "refreshBeforeUpdate",
        "Whether every preview and update first reads the rotations, so that failures and changes by hand are seen. " +
        "`false` saves a line for each rotation in the preview. Default: true.") with
    { Default = true };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        Host, Auth, OrganizationSlug, ProjectId, Environment, CaCertificate, RequestTimeoutSeconds, MaxRetries, RefreshBeforeUpdate,
    ];
}
