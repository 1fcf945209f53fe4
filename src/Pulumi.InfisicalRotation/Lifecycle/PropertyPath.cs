using System.Text;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>Paths in the engine's notation: <c>a.b</c>, <c>a[0]</c>, <c>a["key.with.dot"]</c>.</summary>
internal static class PropertyPath
{
    public static string Member(string parent, string name)
    {
        if (!IsIdentifier(name))
        {
            return $"{parent}[\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        }

        return parent.Length == 0 ? name : $"{parent}.{name}";
    }

    public static string Item(string parent, int index) => $"{parent}[{index}]";

    /// <summary>The top-level name a path begins with.</summary>
    public static string Root(string path)
    {
        if (path.StartsWith("[\"", StringComparison.Ordinal))
        {
            return Quoted(path.AsSpan(2));
        }

        var end = path.AsSpan().IndexOfAny('.', '[');
        return end <= 0 ? path : path[..end];
    }

    /// <summary>The text up to the closing quote, without its escapes.</summary>
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
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
