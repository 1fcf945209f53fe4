using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Constraints on the credentials of app connections.</summary>
internal static partial class ConnectionRules
{
    public static IEnumerable<InputError> OktaToken(PropertyValue value) => Unless(
        OktaTokens().IsMatch(value.TextOrEmpty()),
        "must be an Okta API token: 00 and 40 letters, digits, hyphens or underscores.");

    public static IEnumerable<InputError> LdapUrl(PropertyValue value) => Unless(
        Uri.TryCreate(value.TextOrEmpty(), UriKind.Absolute, out var url) && url.Scheme is "ldap" or "ldaps",
        "must be a URL that begins with ldap:// or ldaps://.");

    public static IEnumerable<InputError> HttpsUrl(PropertyValue value) => Unless(
        Uri.TryCreate(value.TextOrEmpty(), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps,
        "must be a URL that begins with https://.");

    /// <summary>The server sends the connection's credentials there, so it accepts hosts of AWS only.</summary>
    public static IEnumerable<InputError> StsEndpoint(PropertyValue value) => Unless(
        Uri.TryCreate(value.TextOrEmpty(), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            && (url.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
                || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)),
        "must be the HTTPS address of an STS endpoint of AWS, such as https://sts.eu-central-1.amazonaws.com.");

    public static IEnumerable<InputError> BareHostName(PropertyValue value) => Unless(
        !value.TextOrEmpty().AsSpan().ContainsAny("/@?:#"), "must be a host name alone, without any of \"/@?:#\".");

    /// <summary>
    /// The server writes the account into commands of Windows. Its versions differ in what they allow; this is what
    /// each version refuses that checks it at all.
    /// </summary>
    public static IEnumerable<InputError> WindowsUser(PropertyValue value) => Unless(
        WindowsUsers().IsMatch(value.TextOrEmpty()),
        "can contain only letters, digits, underscores, hyphens and periods, and must not begin with a hyphen or a "
        + "period.");

    /// <inheritdoc cref="WindowsUser"/>
    public static IEnumerable<InputError> WindowsPassword(PropertyValue value) => Unless(
        !value.TextOrEmpty().AsSpan().ContainsAny(";|`"), "must not contain semicolons, pipes or backquotes.");

    /// <summary>What some versions of the server refuse of a user name.</summary>
    public static IEnumerable<InputError> PortableWindowsUser(PropertyValue value) => Unless(
        !value.TextOrEmpty().EndsWith('.'), "ends with a period, which some versions of Infisical refuse.");

    /// <summary>What some versions of the server refuse of a domain.</summary>
    public static IEnumerable<InputError> PortableWindowsDomain(PropertyValue value) => Unless(
        WindowsDomains().IsMatch(value.TextOrEmpty()),
        "is refused by some versions of Infisical. They accept letters, digits, underscores, hyphens and periods, with a "
        + "letter, a digit or an underscore at the beginning.");

    /// <summary>What some versions of the server refuse of a host.</summary>
    public static IEnumerable<InputError> PortableWindowsHost(PropertyValue value) => Unless(
        WindowsHosts().IsMatch(value.TextOrEmpty()),
        "is refused by some versions of Infisical. They accept letters, digits, hyphens and periods, with a letter or a "
        + "digit at the beginning.");

    private static IEnumerable<InputError> Unless(bool isValid, string reason) =>
        isValid ? [] : [new InputError("", reason)];

    [GeneratedRegex("^00[a-zA-Z0-9_-]{40}$")]
    private static partial Regex OktaTokens();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]*$")]
    private static partial Regex WindowsUsers();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]*$")]
    private static partial Regex WindowsHosts();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]*$")]
    private static partial Regex WindowsDomains();
}
