using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>The headers of <c>customHeaders</c>, or of the CLI's environment variable.</summary>
internal static class CustomHeaders
{
    /// <summary>The variable of Infisical's CLI.</summary>
    public const string Variable = "INFISICAL_CUSTOM_HEADERS";

    // The CLI leaves them out without an error.
    private static readonly FrozenSet<string> IgnoredInVariable =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Accept", "User-Agent");

    // What the client sets, and what belongs to one connection and not to the request.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Allow", "Authorization", "Connection", "Expect", "Expires", "Host", "Keep-Alive",
        "Last-Modified", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "User-Agent", "x-infisical-org");

    private const string ReservedStart = "Content-";

    /// <summary>The headers of the configuration, or else of the environment. Those that cannot be sent are left out.</summary>
    /// <param name="args">The configuration, decoded and plain.</param>
    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Read(
        PropertyMap args, Func<string, string?> readVariable) =>
        args.Get(ProviderConfig.CustomHeaders.Name) switch
        {
            PropertyValue.Map { Properties: var map } =>
            [
                .. from member in map
                   let text = (member.Value as PropertyValue.Text)?.Value.Trim()
                   where text is not null && NameFault(member.Key) is null && IsValue(text)
                   select KeyValuePair.Create(member.Key, text),
            ],
            null => readVariable(Variable) is { } text && FaultOf(text) is null ? Pairs(text)!.Value : [],
            _ => [],
        };

    /// <summary>The errors of the configuration. A header holds a secret, so no value is quoted.</summary>
    public static IEnumerable<InputError> Check(PropertyMap args)
    {
        if (args.Get(ProviderConfig.CustomHeaders.Name)?.Plain() is not PropertyValue.Map { Properties: var map })
        {
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in map)
        {
            var fault = NameFault(name)
                ?? (!seen.Add(name) ? SettingsMessages.HeaderGivenTwice : null)
                ?? (IsUsable(value) ? null : SettingsMessages.NotAHeaderValue);
            if (fault is not null)
            {
                yield return new InputError(
                    PropertyPath.Member(ProviderConfig.CustomHeaders.Name, name), fault, IsHidden: true);
            }
        }
    }

    /// <summary>What is wrong with the variable, as the rest of a sentence; null if nothing is.</summary>
    public static string? CheckVariable(Func<string, string?> readVariable) =>
        readVariable(Variable) is { } text ? FaultOf(text) : null;

    private static string? FaultOf(string text)
    {
        if (Pairs(text) is not { } pairs)
        {
            return SettingsMessages.NoHeaderPairs;
        }

        foreach (var (name, value) in pairs)
        {
            if ((NameFault(name) ?? (IsValue(value) ? null : SettingsMessages.NotAHeaderValue)) is { } fault)
            {
                return SettingsMessages.InHeaders(name, fault);
            }
        }

        return null;
    }

    /// <summary>The pairs in the form of the CLI; null where the text is none.</summary>
    private static ImmutableArray<KeyValuePair<string, string>>? Pairs(string text)
    {
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        for (var rest = text.TrimStart(); rest.Length > 0; rest = rest.TrimStart())
        {
            var end = rest.AsSpan().IndexOfAny(" \t\r\n=");
            if (end <= 0 || rest[end] != '=')
            {
                return null;
            }

            var (name, behind) = (rest[..end], rest[(end + 1)..].TrimStart());
            (var value, rest) = Value(behind);
            if (!IgnoredInVariable.Contains(name))
            {
                // Of two with one name the CLI sends the last.
                pairs.RemoveAll(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
                pairs.Add(KeyValuePair.Create(name, value));
            }
        }

        return pairs.ToImmutable();
    }

    /// <summary>A value in quotes, in which a backslash keeps a quote from ending it, or one without white space.</summary>
    private static (string Value, string Behind) Value(string text)
    {
        if (text is not ['"' or '\'', ..])
        {
            var end = text.AsSpan().IndexOfAny(" \t\r\n") is >= 0 and var space ? space : text.Length;
            return (text[..end], text[end..]);
        }

        var quote = 1;
        while (quote < text.Length && (text[quote] != text[0] || text[quote - 1] == '\\'))
        {
            quote++;
        }

        return (text[1..quote], text[Math.Min(quote + 1, text.Length)..]);
    }

    private static string? NameFault(string name) =>
        name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter))
            ? SettingsMessages.NotAHeaderName
            : Reserved.Contains(name) || name.StartsWith(ReservedStart, StringComparison.OrdinalIgnoreCase)
                ? SettingsMessages.ReservedHeader
                : null;

    private static bool IsUsable(PropertyValue value) =>
        value is PropertyValue.Unknown || (value is PropertyValue.Text { Value: var text } && IsValue(text.Trim()));

    private static bool IsValue(string text) => text.Length > 0 && text.All(letter => letter is >= ' ' and <= '~');
}
