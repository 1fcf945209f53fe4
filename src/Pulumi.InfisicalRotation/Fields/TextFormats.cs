using System.Text;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>The forms a text can have: whether it has it, its normal form, and making one.</summary>
internal static class TextFormats
{
    /// <summary>The form in which two texts are compared and sent: the server trims, and takes one slash off the end of a path.</summary>
    public static string Normal(TextFormat format, string text)
    {
        var trimmed = text.Trim();
        return format switch
        {
            TextFormat.Uuid => trimmed.ToLowerInvariant(),
            TextFormat.Symbols => trimmed.Replace("\"", "", StringComparison.Ordinal),
            TextFormat.FolderPath when trimmed.Length > 1 && trimmed.EndsWith('/') => trimmed[..^1],
            _ => trimmed,
        };
    }

    /// <summary>
    /// What would be right, where the text (in normal form) is not of that form; else null. Says nothing of the text itself, which may be secret.
    /// </summary>
    public static string? WhatIsMissing(TextFormat format, string text) => format switch
    {
        TextFormat.Slug when !IsSlug(text) => "small letters, digits and single hyphens, such as app-key",
        TextFormat.Uuid when !Guid.TryParseExact(text, "D", out _) => "a UUID, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        TextFormat.FolderPath when !text.StartsWith('/') => "an absolute path, such as /services",
        TextFormat.FolderPath when text.Contains("//", StringComparison.Ordinal) => "a path without empty parts",
        TextFormat.SecretName when text.AsSpan().ContainsAny(':', '/') => "a name without ':' and '/'",
        TextFormat.Email when text.IndexOf('@', StringComparison.Ordinal) is <= 0 || text.EndsWith('@') || text.Contains(' ', StringComparison.Ordinal) =>
            "an e-mail address",
        TextFormat.IpOrCidr when !IsIpOrCidr(text) => "an IP address or a CIDR block, such as 203.0.113.0/24",
        TextFormat.WebAddress when !IsWebAddress(text) => "an address such as https://app.infisical.com",
        _ => null,
    };

    /// <summary>A text in slug form: what is no letter or digit becomes one hyphen. Can be empty.</summary>
    public static string Slug(string text, int longest)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var whole = slug.ToString().TrimEnd('-');
        return whole.Length <= longest ? whole : whole[..longest].TrimEnd('-');
    }

    public static bool IsSlug(string text) => text.Length > 0 && Slug(text, int.MaxValue) == text;

    private static bool IsIpOrCidr(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? System.Net.IPNetwork.TryParse(text, out _) : System.Net.IPAddress.TryParse(text, out _);

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
