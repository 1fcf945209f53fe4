using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Constraints that the properties of a <see cref="Field"/> cannot express.</summary>
internal static partial class Rules
{
    private static readonly FrozenSet<string> WindowsAccounts =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "administrator", "system", "guest", "defaultaccount");

    private static readonly SearchValues<char> WindowsSpecial = SearchValues.Create("&$()'\"`\0");

    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#$%^&*()_+-=[]{};':\\|,.<>/?~");

    private static readonly FrozenSet<string> LiteLlmKeys = FrozenSet.Create(
        StringComparer.Ordinal,
        "key_alias", "auto_rotate", "rotation_interval", "duration", "send_invite_email", "key_type", "user_id", "team_id",
        "models");

    /// <summary>Options that only some versions of the server refuse.</summary>
    private static readonly FrozenSet<string> NewerLiteLlmKeys =
        FrozenSet.Create(StringComparer.Ordinal, "allowed_routes", "permission", "object_permission");

    /// <summary>The number of options that every version of the server accepts.</summary>
    private const int MostPortableOptions = 55;

    /// <summary>The statement is a template. The server supports three placeholders and requires two of them.</summary>
    public static IEnumerable<InputError> SqlStatement(PropertyValue value)
    {
        var text = value.TextOrEmpty();
        var names = Placeholders().Matches(text).Select(match => match.Groups[1].Value).ToList();
        if (!names.Contains("username") || !names.Contains("password"))
        {
            yield return new InputError("", "must contain the placeholders {{username}} and {{password}}.");
        }

        if (names.Exists(name => name is not ("username" or "password" or "database")))
        {
            yield return new InputError(
                "", "contains an unknown placeholder. Supported are {{username}}, {{password}} and {{database}}.");
        }
    }

    /// <summary>
    /// Rejects an ARN or a path. A replacement deletes the old rotation first, so AWS would reject the name too late.
    /// </summary>
    public static IEnumerable<InputError> IamUserName(PropertyValue value)
    {
        var name = value.TextOrEmpty();
        if (name.AsSpan().ContainsAny(':', '/'))
        {
            return Unless(false, "must be an IAM user name, not an ARN or a path. Use the text after the last slash.");
        }

        return Unless(
            name.Length <= 64 && name.All(IsIamNameCharacter),
            "must be an IAM user name: at most 64 letters, digits and characters of \"+=,.@_-\".");
    }

    public static IEnumerable<InputError> WordCharacters(PropertyValue value) => Unless(
        value.TextOrEmpty().All(IsWordCharacter), "can contain only letters, digits, hyphens and underscores.");

    /// <summary>The server rejects names that Windows reserves and names that it cannot use in its commands.</summary>
    public static IEnumerable<InputError> WindowsAccountName(PropertyValue value)
    {
        var text = value.TextOrEmpty();
        if (!text.All(letter => IsWordCharacter(letter) || letter is '.'))
        {
            yield return new InputError("", "can contain only letters, digits, underscores, hyphens and periods.");
        }
        else if (text.StartsWith('-') || text.StartsWith('.') || text.EndsWith('.'))
        {
            yield return new InputError("", "must not start with a hyphen or a period, or end with a period.");
        }

        if (WindowsAccounts.Contains(text))
        {
            var builtIn = string.Join(", ", WindowsAccounts.Order(StringComparer.Ordinal));
            yield return new InputError("", $"must not be a built-in account ({builtIn}).");
        }
    }

    public static IEnumerable<InputError> DistinguishedOrPrincipalName(PropertyValue value) => Unless(
        DistinguishedName().IsMatch(value.TextOrEmpty()) || PrincipalName().IsMatch(value.TextOrEmpty()),
        "must be a distinguished name, such as CN=app,DC=example,DC=com, or a user principal name, such as "
        + "app@example.com.");

    public static IEnumerable<InputError> AllowedSymbols(PropertyValue value) => Unless(
        value.TextOrEmpty().AsSpan().ContainsAny(Symbols), "must contain at least one symbol, such as \"-_.~!*\".");

    /// <summary>What all server versions refuse in the commands of Windows that they run.</summary>
    public static IEnumerable<InputError> WindowsQuotable(PropertyValue value) => Unless(
        !value.TextOrEmpty().AsSpan().ContainsAny(";|"), "must not contain semicolons or pipes.");

    /// <summary>What some versions refuse there.</summary>
    public static IEnumerable<InputError> PortableWindowsQuotable(PropertyValue value) => Unless(
        !value.TextOrEmpty().Any(letter => char.IsWhiteSpace(letter) || WindowsSpecial.Contains(letter)),
        "contains a character that some versions of Infisical refuse: white space, a quotation mark, a backquote, or one "
        + "of & $ ( ).");

    public static IEnumerable<InputError> WindowsAllowedSymbols(PropertyValue value) =>
        [.. AllowedSymbols(value), .. WindowsQuotable(value)];

    /// <summary>The minimum counts must not all be 0, and their sum must not exceed the length.</summary>
    public static IEnumerable<InputError> PasswordRequirements(PropertyValue value)
    {
        if (value is not PropertyValue.Map { Properties: var map }
            || map.Get("required") is not PropertyValue.Map { Properties: var required })
        {
            yield break;
        }

        var counts = required.Values.ToList();
        var sum = counts.OfType<PropertyValue.Number>().Sum(number => number.Value);
        if (counts.TrueForAll(count => count is PropertyValue.Number) && sum <= 0)
        {
            yield return new InputError("required", "must have at least one count greater than 0.");
        }

        if (map.Get("length") is PropertyValue.Number length && sum > length.Value)
        {
            yield return new InputError("required", "requires more characters than length allows.");
        }
    }

    /// <summary>Zone ids are required for the scope <c>zones</c> and not allowed for other scopes.</summary>
    public static IEnumerable<InputError> CloudflarePolicy(PropertyValue value)
    {
        if (value is not PropertyValue.Map { Properties: var policy }
            || policy.Get("scope") is not PropertyValue.Text { Value: var scope })
        {
            yield break;
        }

        var hasZones = policy.Get("zoneIds") is not null;
        if (scope == "zones" && !hasZones)
        {
            yield return new InputError("zoneIds", "is required if scope is zones.");
        }
        else if (scope is "account" or "all-zones" && hasZones)
        {
            yield return new InputError("zoneIds", "is allowed only if scope is zones.");
        }
    }

    public static IEnumerable<InputError> DistinctBuckets(PropertyValue value)
    {
        var seen = new HashSet<(string, string)>();
        var buckets = ((PropertyValue.List)value).Items;
        for (var index = 0; index < buckets.Length; index++)
        {
            if (buckets[index] is PropertyValue.Map { Properties: var bucket }
                && bucket.Get("name") is PropertyValue.Text name
                && !seen.Add((name.Value, (bucket.Get("jurisdiction") as PropertyValue.Text)?.Value ?? "default")))
            {
                yield return new InputError(
                    $"[{index}]", "has the same name and jurisdiction as an earlier bucket.");
            }
        }
    }

    /// <summary>The options are a JSON object without the options that the server sets itself.</summary>
    public static IEnumerable<InputError> LiteLlmOptions(PropertyValue value)
    {
        if (ParseObject(value.TextOrEmpty()) is not { } options)
        {
            yield return new InputError("", "must be the text of a JSON object.");
            yield break;
        }

        var managed = Managed(options, LiteLlmKeys);
        if (managed.Length > 0)
        {
            yield return new InputError("", $"must not set options that Infisical manages: {managed}.");
        }
    }

    /// <summary>What some versions of the server refuse of the options.</summary>
    public static IEnumerable<InputError> PortableLiteLlmOptions(PropertyValue value)
    {
        var options = ParseObject(value.TextOrEmpty()) ?? [];
        if (options.Count > MostPortableOptions)
        {
            yield return new InputError(
                "",
                $"has {options.Count} members. Some versions of Infisical accept at most {MostPortableOptions} and refuse it "
                + "before anything is created.");
        }

        var managed = Managed(options, NewerLiteLlmKeys);
        if (managed.Length > 0)
        {
            yield return new InputError(
                "", $"sets {managed}, which some versions of Infisical manage themselves and refuse.");
        }
    }

    private static string Managed(JsonObject options, FrozenSet<string> keys) =>
        string.Join(", ", options.Select(pair => pair.Key).Where(keys.Contains));

    /// <summary>
    /// An account that changes its own password must log in with its current password the first time.
    /// </summary>
    /// <param name="parameters">The parameters of the rotation.</param>
    /// <param name="temporary">Its temporary parameters.</param>
    /// <param name="method">The method that requires the password.</param>
    public static InputError? RequiresTargetPassword(PropertyMap parameters, PropertyMap temporary, string method) =>
        parameters.Get("rotationMethod") is PropertyValue.Text { Value: var name } && name == method
        && IsAbsent(temporary.Get("password"))
            ? new InputError(
                "password",
                $"is required if parameters.rotationMethod is {method}. It is the current password of the account, and "
                + "is used once.")
            : null;

    /// <summary>Server versions differ in the method of a rotation that names none, and one method needs a password.</summary>
    public static InputError? MethodWithoutPassword(PropertyMap parameters, PropertyMap temporary) =>
        IsAbsent(parameters.Get("rotationMethod")) && IsAbsent(temporary.Get("password"))
            ? new InputError(
                "rotationMethod",
                "is not set, so the server chooses, and versions of Infisical differ: login-as-root works without a "
                + "password of the account, login-as-target fails without temporaryParameters.password. Set the method.")
            : null;

    private static IEnumerable<InputError> Unless(bool isValid, string reason) =>
        isValid ? [] : [new InputError("", reason)];

    private static bool IsAbsent(PropertyValue? value) => value is null or PropertyValue.Text { Value: "" };

    private static bool IsWordCharacter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';

    private static bool IsIamNameCharacter(char letter) =>
        IsWordCharacter(letter) || letter is '+' or '=' or ',' or '.' or '@';

    private static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
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
