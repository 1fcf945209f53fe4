using System.Collections.Immutable;
using System.Text;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Settings in environment variables, by the names of Infisical's CLI and Terraform provider.</summary>
/// <param name="read">Reads a variable; null if it is not set.</param>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    /// <summary>The variable of <see cref="OrganizationSlug"/>.</summary>
    public const string OrganizationVariable = "INFISICAL_AUTH_ORGANIZATION_SLUG";

    private static readonly string[] ProxyVariables =
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private static readonly string[] HostVariables = ["INFISICAL_HOST", "INFISICAL_DOMAIN", "INFISICAL_API_URL"];

    /// <summary>The passwords for proxies, in the forms in which .NET uses them.</summary>
    public ImmutableArray<string> ProxySecrets =>
        [.. ProxyVariables.Select(name => First(name)).OfType<string>().SelectMany(ProxySecretsOf)];

    /// <summary>The variable that names the host, and its value; null if there is none.</summary>
    public (string Variable, string Value)? Host =>
        HostVariables.FirstOrDefault(name => First(name) is not null) is { } variable
            ? (variable, First(variable)!)
            : null;

    public string? OrganizationSlug => First(OrganizationVariable);

    public string? ProjectId => First("INFISICAL_PROJECT_ID");

    public string? Environment => First("INFISICAL_ENVIRONMENT");

    private static IEnumerable<string> ProxySecretsOf(string proxy)
    {
        var start = proxy.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var end = proxy.LastIndexOf('@');
        if (end <= start)
        {
            return [];
        }

        var user = proxy[start..end];
        var plain = Uri.UnescapeDataString(user);
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes(plain));
        return [user, plain, AfterColon(user), AfterColon(plain), header];
    }

    private static string AfterColon(string user) => user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The first variable that is set and not blank.</summary>
    private string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (read(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
