using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Limits of single fields that no property of a field can say, each named for what it asks.</summary>
internal static partial class Rules
{
    private static readonly FrozenSet<string> WindowsAccounts =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "administrator", "system", "guest", "defaultaccount");

    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#$%^&*()_+-=[]{};':\\|,.<>/?~");

    private static readonly FrozenSet<string> LiteLlmKeys = FrozenSet.Create(
        StringComparer.Ordinal,
        "allowed_routes", "permission", "object_permission", "key_alias", "auto_rotate", "rotation_interval", "duration", "send_invite_email", "key_type",
        "user_id", "team_id", "models");

    /// <summary>The statement is a template: the server fills in both placeholders and knows three.</summary>
    public static IEnumerable<InputError> SqlStatement(PropertyValue value)
    {
        var text = TextOf(value);
        var names = Placeholders().Matches(text).Select(match => match.Groups[1].Value).ToList();
        if (!names.Contains("username") || !names.Contains("password"))
        {
            yield return new InputError("", "must contain the placeholders {{username}} and {{password}}.");
        }

        if (names.Exists(name => name is not ("username" or "password" or "database")))
        {
            yield return new InputError("", "has a placeholder that is not known; there are {{username}}, {{password}} and {{database}}.");
        }
    }

    /// <summary>IAM has no user of such a name: it is an ARN, a path or a slip, and the rotation before would be gone when AWS says so.</summary>
    public static IEnumerable<InputError> IamUserName(PropertyValue value) => TextOf(value) switch
    {
        var name when name.AsSpan().ContainsAny(':', '/') => [new InputError("", "is no name of an IAM user; give what stands behind the last / of its ARN.")],
        var name when name.Length > 64 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '=' or ',' or '.' or '@' or '_' or '-') =>
            [new InputError("", "is no name of an IAM user: up to 64 letters, digits and + = , . @ _ -")],
        _ => [],
    };

    public static IEnumerable<InputError> WordCharacters(PropertyValue value) =>
        TextOf(value).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? []
            : [new InputError("", "may have letters, digits, - and _ only.")];

    /// <summary>The server refuses names that Windows reserves or that it could not put into its commands.</summary>
    public static IEnumerable<InputError> WindowsAccountName(PropertyValue value)
    {
        var text = TextOf(value);
        if (!text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            yield return new InputError("", "may have letters, digits, _, - and . only.");
        }
        else if (text.StartsWith('-') || text.StartsWith('.') || text.EndsWith('.'))
        {
            yield return new InputError("", "may not start with - or . and not end with a dot.");
        }

        if (WindowsAccounts.Contains(text))
        {
            yield return new InputError("", $"may not be a built-in account ({string.Join(", ", WindowsAccounts.Order(StringComparer.Ordinal))}).");
        }
    }

    /// <summary>A distinguished name (CN=…,DC=…) or a user principal name (user@domain).</summary>
    public static IEnumerable<InputError> DistinguishedOrPrincipalName(PropertyValue value) =>
        DistinguishedName().IsMatch(TextOf(value)) || PrincipalName().IsMatch(TextOf(value))
            ? []
            : [new InputError("", "must be a distinguished name, such as CN=app,DC=example,DC=com, or a user principal name, such as app@example.com.")];

    public static IEnumerable<InputError> AllowedSymbols(PropertyValue value) =>
        TextOf(value).AsSpan().ContainsAny(Symbols) ? [] : [new InputError("", "must have at least one symbol, such as -_.~!*")];

    /// <summary>The characters that the Windows commands can't quote.</summary>
    public static IEnumerable<InputError> WindowsQuotable(PropertyValue value) =>
        TextOf(value).AsSpan().ContainsAny(";' \"|") ? [new InputError("", "may not contain semicolons, spaces, quotes or pipes.")] : [];

    /// <summary>The same for the symbols of generated passwords.</summary>
    public static IEnumerable<InputError> WindowsAllowedSymbols(PropertyValue value) => [.. AllowedSymbols(value), .. WindowsQuotable(value)];

    /// <summary>At least one class of character is asked for, and no more characters than the password has.</summary>
    public static IEnumerable<InputError> PasswordRequirements(PropertyValue value)
    {
        if (value is not PropertyValue.Map { Properties: var map } || map.Get("required") is not PropertyValue.Map { Properties: var required })
        {
            yield break;
        }

        var counts = required.Values.ToList();
        var sum = counts.OfType<PropertyValue.Number>().Sum(number => number.Value);
        if (counts.TrueForAll(count => count is PropertyValue.Number) && sum <= 0)
        {
            yield return new InputError("required", "asks for no character at all; at least one of its counts must be above 0.");
        }

        if (map.Get("length") is PropertyValue.Number length && sum > length.Value)
        {
            yield return new InputError("required", "asks for more characters than length.");
        }
    }

    /// <summary>Zones are named where the policy covers zones, and only there.</summary>
    public static IEnumerable<InputError> CloudflarePolicy(PropertyValue value)
    {
        if (value is not PropertyValue.Map { Properties: var policy } || policy.Get("scope") is not PropertyValue.Text { Value: var scope })
        {
            yield break;
        }

        var hasZones = policy.Get("zoneIds") is not null;
        if (scope == "zones" && !hasZones)
        {
            yield return new InputError("zoneIds", "is required where scope is zones.");
        }
        else if (scope is "account" or "all-zones" && hasZones)
        {
            yield return new InputError("zoneIds", "may be given only where scope is zones.");
        }
    }

    public static IEnumerable<InputError> DistinctBuckets(PropertyValue value)
    {
        var seen = new HashSet<(string, string)>();
        var buckets = ((PropertyValue.List)value).Items;
        for (var index = 0; index < buckets.Length; index++)
        {
            if (buckets[index] is PropertyValue.Map { Properties: var bucket } && bucket.Get("name") is PropertyValue.Text name
                && !seen.Add((name.Value, bucket.Get("jurisdiction") is PropertyValue.Text { Value: var jurisdiction } ? jurisdiction : "default")))
            {
                yield return new InputError($"[{index}]", "is there already, with the same name and jurisdiction.");
            }
        }
    }

    /// <summary>Options are one JSON object, and not those that the server sets itself.</summary>
    public static IEnumerable<InputError> LiteLlmOptions(PropertyValue value)
    {
        if (ParseObject(TextOf(value)) is not { } options)
        {
            return [new InputError("", "must be a JSON object, as text.")];
        }

        var managed = options.Select(pair => pair.Key).Where(LiteLlmKeys.Contains).ToList();
        return (options.Count, managed.Count) switch
        {
            ( > 55, _) => [new InputError("", "may have at most 55 members.")],
            (_, > 0) => [new InputError("", $"may not set what Infisical sets itself: {string.Join(", ", managed)}.")],
            _ => [],
        };
    }

    /// <summary>Somebody has to log in for the first change: the account itself, with its present password, where that way was chosen.</summary>
    public static InputError? RequiresTargetPassword(PropertyMap parameters, PropertyMap temporaryParameters, string method) =>
        parameters.Get("rotationMethod") is PropertyValue.Text { Value: var chosen } && chosen == method && temporaryParameters.Get("password") is null
            ? new InputError("password", $"is required where parameters.rotationMethod is {method}: the account's present password, used once.")
            : null;

    private static string TextOf(PropertyValue value) => value is PropertyValue.Text text ? text.Value : "";

    private static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"^[A-Za-z][\w.-]*\s*=.+")]
    private static partial Regex DistinguishedName();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+$")]
    private static partial Regex PrincipalName();
}
