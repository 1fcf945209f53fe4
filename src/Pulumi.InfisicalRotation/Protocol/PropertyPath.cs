namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>Paths in the engine's notation: <c>a.b</c>, <c>a[0]</c>, <c>["key.with.dot"].b</c>.</summary>
internal static class PropertyPath
{
    private const string OpenQuoted = "[\"";

    /// <summary>The top-level name a path begins with.</summary>
    public static string RootOf(string path)
    {
        if (!path.StartsWith(OpenQuoted, StringComparison.Ordinal))
        {
            var end = path.AsSpan().IndexOfAny('.', '[');
            return end < 0 ? path : path[..end];
        }

        var close = path.IndexOf("\"]", OpenQuoted.Length, StringComparison.Ordinal);
        while (close > 0 && path[close - 1] == '\\')
        {
            close = path.IndexOf("\"]", close + 1, StringComparison.Ordinal);
        }

        return close < 0 ? path : path[OpenQuoted.Length..close].Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}
