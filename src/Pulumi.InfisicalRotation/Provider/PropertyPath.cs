using System.Collections.Immutable;
using System.Text;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>
/// Builds and parses property paths in the engine's notation: <c>a.b</c>, <c>a[0]</c>, <c>a["key.with.dot"]</c>.
/// </summary>
internal static class PropertyPath
{
    public static string Member(string parent, string name)
    {
        if (!IsIdentifier(name))
        {
            var escaped = name.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal);
            return $"{parent}[\"{escaped}\"]";
        }

        return parent.Length == 0 ? name : $"{parent}.{name}";
    }

    public static string Item(string parent, int index) => $"{parent}[{index}]";

    /// <summary>The top-level property of a path.</summary>
    public static string Root(string path)
    {
        if (path.StartsWith("[\"", StringComparison.Ordinal))
        {
            return Quoted(path.AsSpan(2));
        }

        var end = path.AsSpan().IndexOfAny('.', '[');
        return end <= 0 ? path : path[..end];
    }

    /// <summary>
    /// Whether a path is equal to another or below it. <c>[*]</c> in <paramref name="outer"/> matches any step.
    /// </summary>
    public static bool IsWithin(string path, string outer)
    {
        var (steps, outerSteps) = (Steps(path), Steps(outer));
        return steps.Length >= outerSteps.Length
            && outerSteps.Zip(steps).All(pair => pair.First is "*" || pair.First == pair.Second);
    }

    private static ImmutableArray<string> Steps(string path)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < path.Length;)
        {
            var isQuoted = path.AsSpan(at).StartsWith("[\"");
            var isBracket = path[at] == '[';
            at += isQuoted ? 2 : isBracket || path[at] == '.' ? 1 : 0;
            var end = isQuoted ? EndOfQuote(path, at)
                : path.AsSpan(at).IndexOfAny(isBracket ? "]" : ".[") is >= 0 and var length ? at + length
                : path.Length;
            steps.Add(isQuoted ? Quoted(path.AsSpan(at)) : path[at..end]);
            at = Math.Min(path.Length, end + (isQuoted ? 2 : isBracket ? 1 : 0));
        }

        return steps.ToImmutable();
    }

    private static int EndOfQuote(string path, int from)
    {
        for (var index = from; index < path.Length; index++)
        {
            if (path[index] == '"')
            {
                return index;
            }

            index += path[index] == '\\' ? 1 : 0;
        }

        return path.Length;
    }

    /// <summary>The text up to the closing quotation mark, unescaped.</summary>
    private static string Quoted(ReadOnlySpan<char> rest)
    {
        var name = new StringBuilder();
        for (var index = 0; index < rest.Length && rest[index] != '"'; index++)
        {
            index += rest[index] == '\\' && index + 1 < rest.Length ? 1 : 0;
            name.Append(rest[index]);
        }

        return name.ToString();
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
