using System.Collections.Immutable;
using System.Text;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Settings in environment variables, by the names of Infisical's CLI and Terraform provider.</summary>
/// <param name="read">Reads a variable; null if it is not set.</param>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    /// <summary>The variable of <see cref="OrganizationSlug"/>.</summary>
    public const string OrganizationVariable = "INFISICAL_AUTH_ORGANIZATION_SLUG";

    private const string ClientIdVariable = "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID";
    private const string ClientSecretVariable = "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET";

    private static readonly string[] ProxyVariables =
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private static readonly string[] HostVariables = ["INFISICAL_HOST", "INFISICAL_DOMAIN", "INFISICAL_API_URL"];

    private static readonly string[] TokenVariables =
        ["INFISICAL_TOKEN", "INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN", "INFISICAL_ACCESS_TOKEN"];

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

    /// <summary>
    /// In the order of the Terraform provider: the named method, then a token, then client id and secret.
    /// </summary>
    public Credentials? Credentials => Method switch
    {
        "universal" or "universal-auth" => Universal,
        "token" => Token,
        _ => Token ?? Universal,
    };

    /// <summary>
    /// What is missing of incomplete credentials, as a sentence; null if they are complete or absent.
    /// </summary>
    public string? PartialCredentials => (First(ClientIdVariable), First(ClientSecretVariable)) switch
    {
        (null, not null) => SettingsMessages.OtherVariableMissing(ClientSecretVariable, ClientIdVariable),
        (not null, null) => SettingsMessages.OtherVariableMissing(ClientIdVariable, ClientSecretVariable),
        _ when Method is { } method && Credentials is null => SettingsMessages.MethodWithoutCredentials(method),
        _ => null,
    };

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

    private string? Method => First("INFISICAL_AUTH_METHOD");

    private Credentials? Universal => First(ClientIdVariable) is { } id && First(ClientSecretVariable) is { } secret
        ? new Credentials.Universal(id, secret)
        : null;

    /// <summary>The variable of a token that cannot be sent, because it is no text for a header; else null.</summary>
    public string? UnusableToken => TokenVariable is { } variable && !IsForHeader(First(variable)!) ? variable : null;

    private Credentials? Token => TokenVariable is { } variable && First(variable)! is var token && IsForHeader(token)
        ? new Credentials.Token(token)
        : null;

    private string? TokenVariable => TokenVariables.FirstOrDefault(name => First(name) is not null);

    private static bool IsForHeader(string token) =>
        TextFormats.ExpectedFormat(TextFormat.HeaderValue, token) is null;

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
