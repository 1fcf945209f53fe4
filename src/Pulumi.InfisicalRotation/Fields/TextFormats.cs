using System.Text;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Checks and normalizes text formats.</summary>
internal static class TextFormats
{
    private const int LongestId = 255;

    /// <summary>
    /// The text as it is sent and compared: the server trims it and removes one trailing slash of a path.
    /// </summary>
    public static string Normal(TextFormat format, string text)
    {
        var trimmed = text.Trim();
        return format switch
        {
            TextFormat.Uuid or TextFormat.HostName => trimmed.ToLowerInvariant(),
            TextFormat.Symbols => trimmed.Replace("\"", "", StringComparison.Ordinal),
            TextFormat.FolderPath when trimmed.Length > 1 && trimmed.EndsWith('/') => trimmed[..^1],
            _ => trimmed,
        };
    }

    /// <summary>
    /// A description of the format if the normalized text violates it; else null. It never contains the text, which may
    /// be secret.
    /// </summary>
    public static string? ExpectedFormat(TextFormat format, string text) => format switch
    {
        TextFormat.Slug when !IsSlug(text) => "lower-case letters, digits and single hyphens, such as app-key",
        TextFormat.Uuid when !Uuid.IsUuid(text) =>
            "a UUID, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        TextFormat.Id when !IsId(text) =>
            $"an id of at most {LongestId} printable characters without any of / \\ ? # %, such as a UUID",
        TextFormat.FolderPath when !text.StartsWith('/') => "an absolute path, such as /services",
        TextFormat.FolderPath when text.Contains("//", StringComparison.Ordinal) => "a path without empty segments",
        TextFormat.FolderPath when text.Split('/').Any(part => part is "." or "..") || text.Any(char.IsControl) =>
            "a path without the segments . and .. and without control characters",
        TextFormat.SecretName when text.Any(char.IsControl) => "a name without control characters",
        TextFormat.SecretName when text.AsSpan().ContainsAny(':', '/') => "a name without ':' and '/'",
        TextFormat.HostName when text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) =>
            "the name or address of a host, without spaces",
        TextFormat.Email when !IsEmail(text) => "an e-mail address",
        TextFormat.IpOrCidr when !IsIpOrCidr(text) => "an IP address or a CIDR block, such as 203.0.113.0/24",
        TextFormat.WebAddress when !IsWebAddress(text) => "a URL such as https://app.infisical.com",
        TextFormat.HeaderValue when !IsHeaderValue(text) => "printable ASCII characters without spaces",
        _ => null,
    };

    /// <summary>Converts a text to a slug. The result may be empty.</summary>
    public static string Slug(string text, int maxLength)
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
        return whole.Length <= maxLength ? whole : whole[..maxLength].TrimEnd('-');
    }

    public static bool IsSlug(string text) => text.Length > 0 && Slug(text, int.MaxValue) == text;

    private static bool IsHeaderValue(string text) => text.All(letter => letter is > ' ' and <= '~');

    private static bool IsId(string text) =>
        text.Length <= LongestId
        && Printable.Line(text) == text
        && text.AsSpan().IndexOfAny("/\\?#%") < 0
        && text.Any(letter => letter != '.');

    private static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) > 0
        && !text.EndsWith('@')
        && !text.Contains(' ', StringComparison.Ordinal);

    /// <summary>As the server reads it: an address, or an address and the length of its prefix.</summary>
    private static bool IsIpOrCidr(string text)
    {
        var parts = text.Split('/');
        var most = IsIpV4(parts[0]) ? 32 : IsIpV6(parts[0]) ? 128 : -1;
        return most >= 0
            && (parts.Length == 1 || (parts.Length == 2 && IsDecimal(parts[1], out var prefix) && prefix <= most));
    }

    /// <summary>The parser of .NET also takes fewer than four numbers, and other than decimal ones.</summary>
    private static bool IsIpV4(string text) =>
        text.Split('.') is { Length: 4 } numbers && numbers.All(number => IsDecimal(number, out var value) && value <= 255);

    /// <summary>The parser of .NET also takes brackets and a port.</summary>
    private static bool IsIpV6(string text) =>
        text.Contains(':', StringComparison.Ordinal)
        && !text.StartsWith('[')
        && System.Net.IPAddress.TryParse(text, out var address)
        && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    private static bool IsDecimal(string text, out int value)
    {
        value = 0;
        return text is { Length: > 0 and <= 3 }
            && text.All(char.IsAsciiDigit)
            && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out value);
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
