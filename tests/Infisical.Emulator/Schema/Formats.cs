using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infisical.Emulator;

/// <summary>The named forms a text can be asked to have.</summary>
internal static partial class Formats
{
    public static bool Fits(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "slug" => Slug().IsMatch(text),
        "email" => MailAddress.TryCreate(text, out var address) && address.Address == text,
        "url" => Scheme().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _),
        "ip-or-cidr" => IpOrCidr().Match(text) is { Success: true } found && IsAddress(found.Groups[1].Value, found.Groups[2].Value),
        "dn" => DistinguishedName().IsMatch(text),
        "json-object" => IsJsonObject(text),
        "flag" => text is "true" or "false",
        _ => throw new InvalidOperationException($"No form is called {format}."),
    };

    // Of the fourth version with four numbers, none of them with a zero in front; a prefix may leave bits of the address set.
    private static bool IsAddress(string address, string prefix) =>
        IPAddress.TryParse(address, out var read)
        && (read.AddressFamily == AddressFamily.InterNetworkV6 ? !address.Contains('[') : FourNumbers().IsMatch(address))
        && (prefix.Length == 0 || int.Parse(prefix, CultureInfo.InvariantCulture) <= (read.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32));

    private static bool IsJsonObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^([^/]+)(?:/([0-9]{1,3}))?$")]
    private static partial Regex IpOrCidr();

    [GeneratedRegex("^(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){3}$")]
    private static partial Regex FourNumbers();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();

    // A path alone would be taken for the address of a file.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex("^([A-Za-z0-9.]+=[^,]+(,\\s*[A-Za-z0-9.]+=[^,]+)*|[^@\\s]+@[^@\\s]+)$")]
    private static partial Regex DistinguishedName();
}
