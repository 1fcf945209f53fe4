using System.Net;
using System.Net.Mail;
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
        "ip-or-cidr" => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _),
        "dn" => DistinguishedName().IsMatch(text),
        "json-object" => IsJsonObject(text),
        "flag" => text is "true" or "false",
        _ => throw new InvalidOperationException($"No form is called {format}."),
    };

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

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();

    // A path alone would be taken for the address of a file.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex("^([A-Za-z0-9.]+=[^,]+(,\\s*[A-Za-z0-9.]+=[^,]+)*|[^@\\s]+@[^@\\s]+)$")]
    private static partial Regex DistinguishedName();
}
