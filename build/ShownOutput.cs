using System.Text.RegularExpressions;

namespace Build;

/// <summary>
/// Output of the CLI without lines that only report progress, and without repetitions: the CLI prints each message beside
/// its resource, and again below "Diagnostics".
/// </summary>
internal static partial class ShownOutput
{
    /// <param name="output">May contain colors.</param>
    internal static IReadOnlyList<string> Of(string output)
    {
        var shown = new List<string>();
        var part = new List<string>();
        foreach (var line in output.Split('\n').Select(Brief))
        {
            var plain = Plain(line).TrimEnd();
            if (Part().IsMatch(plain))
            {
                part.Clear();
            }

            if (plain.Length > 0 && !Progress().IsMatch(plain) && !part.Exists(earlier => $"{plain} ".StartsWith($"{earlier} ", StringComparison.Ordinal)))
            {
                part.Add(plain);
                shown.Add(line.TrimEnd());
            }
        }

        return shown;
    }

    internal static string Plain(string line) => Color().Replace(line, "");

    // The message beside a resource is cut off: the first line of a resource may have one.
    private static string Brief(string line) => Resource().IsMatch(Plain(line)) ? Message().Split(line)[0] : line;

    // "Updating (demo):", or the headline of the test engine: here begins another part, which repeats nothing.
    [GeneratedRegex(@"^(\w+ing .*\(.+\):|\w+ of .+ \(test engine, not Pulumi\))$")]
    private static partial Regex Part();

    [GeneratedRegex(@"^\W*(pulumi:pulumi:|infisical-rotation:index:)")]
    private static partial Regex Resource();

    // "@ updating....", the start of an operation, and a resource without a sign: nothing happens to it.
    [GeneratedRegex(@"^@|^ +(pulumi|infisical-rotation):\w+:\w+ [^(]|^ \W .* (refreshing|refresh|creating|deleting)( \([0-9.]+s\))?$")]
    private static partial Regex Progress();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Color();

    [GeneratedRegex(@" (?:\x1b\[[0-9;]*m)*(?:warning|error): ")]
    private static partial Regex Message();
}
