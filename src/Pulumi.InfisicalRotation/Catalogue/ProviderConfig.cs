using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// The provider configuration. Some values can also be set by environment variables, with the names that Infisical's
/// CLI and Terraform provider use. The configuration takes precedence.
/// </summary>
internal static class ProviderConfig
{
    public const string DefaultHost = "https://app.infisical.com";

    public static readonly Field Host = Field.Text(
        "host",
        $"URL of the Infisical server. Default: the US cloud, {DefaultHost}. The EU cloud is " +
        "https://eu.infisical.com. Environment variables: INFISICAL_HOST, INFISICAL_DOMAIN or INFISICAL_API_URL.") with
    { Format = TextFormat.WebAddress };

    public static readonly Field Auth = Field.Object(
        LoginMethods.Auth,
        "Authentication method. Set exactly one member. What it leaves out comes from environment variables. Default: " +
        "the method that INFISICAL_AUTH_METHOD names, otherwise the one whose variables are set; INFISICAL_TOKEN comes " +
        "first.",
        [.. LoginMethods.All.Select(method => method.Block)]) with
    { TypeName = "Auth", IsSecret = true };

    public static readonly Field OrganizationSlug = Field.Text(
        "organizationSlug",
        "Slug of the sub-organization to use, at most 64 characters. Environment variable: " +
        "INFISICAL_AUTH_ORGANIZATION_SLUG.") with
    { Format = TextFormat.HeaderValue, MaxLength = 64 };

    public static readonly Field ProjectId = Field.Text(
        "projectId",
        "Default project id for resources. Environment variable, for new resources only: INFISICAL_PROJECT_ID.") with
    { Format = TextFormat.Id };

    public static readonly Field Environment = Field.Text(
        "environment",
        "Default environment slug for resources. Environment " +
        "variable, for new resources only: INFISICAL_ENVIRONMENT.") with
    { Format = TextFormat.Slug, MaxLength = 64 };

    public static readonly Field CaCertificate = Field.Text(
        "caCertificate",
        "Additional certificate authority to trust, for a self-hosted server. PEM text or the path of a PEM file.");

    public static readonly Field CustomHeaders = Field.OpenMap(
        "customHeaders",
        "HTTP headers of every request to Infisical, logins included, for a server behind an access proxy. Headers that " +
        "the provider sets itself are not allowed. Environment variable: INFISICAL_CUSTOM_HEADERS, as " +
        "`Name=value` pairs separated by white space, the value in quotes if it contains white space.") with
    { IsSecret = true, Format = TextFormat.HeaderValue };

    public static readonly Field RequestTimeoutSeconds = Field.Integer(
        "requestTimeoutSeconds",
        "Timeout of one request in seconds, 1 to 3600. Default: 60. The server itself can take 30 seconds to reach a " +
        "service.") with
    { Min = 1, Max = 3600 };

    public static readonly Field MaxRetries = Field.Integer(
        "maxRetries",
        "Maximum number of retries of a request, 0 to 100. Default: 5. A request that may already have taken effect " +
        "is never retried.") with
    { Min = 0, Max = 100 };

    public static readonly Field RefreshBeforeUpdate = Field.Boolean(
        "refreshBeforeUpdate",
        "Whether every preview and update first reads the rotations, which detects failed rotations and out-of-band " +
        "changes. `false` omits the line that each rotation adds to the preview. Default: true.") with
    { Default = true };

    public static readonly Field WhenUnhealthy = Envelope.WhenUnhealthy with
    {
        Description =
            "Default of `whenUnhealthy` for all rotations: the reaction to a rotation that failed or is overdue, " +
            "`warn`, `fail` or `rotate`. Default: `warn`.",
        Default = null,
    };

    public static readonly Field ComplianceMaxAgeDays = Envelope.ComplianceMaxAgeDays with
    {
        Description =
            "Default of `complianceMaxAgeDays` for all rotations: the maximum age in days that a credential may reach.",
    };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        Host, Auth, OrganizationSlug, ProjectId, Environment, CaCertificate, CustomHeaders, RequestTimeoutSeconds,
        MaxRetries, RefreshBeforeUpdate, WhenUnhealthy, ComplianceMaxAgeDays, AwsConfig.Block,
    ];
}
