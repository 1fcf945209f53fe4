using System.Text.RegularExpressions;
using Tooling;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>The headings of docs/troubleshooting.md are messages of the provider, and each file of messages has one.</summary>
public sealed partial class TroubleshootingTests
{
    private static readonly string Source = Repository.At("src", "Pulumi.InfisicalRotation");

    private static readonly string[] OtherFiles = ["Api/Errors/ApiErrors.cs"];

    public static TheoryData<string> Headings => [.. All];

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Source, "*Messages.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Source, file).Replace('\\', '/'))
            .Concat(OtherFiles)
            .Order(StringComparer.Ordinal),
    ];

    private static string[] All =>
    [
        .. Heading().Matches(File.ReadAllText(Repository.At("docs", "troubleshooting.md")))
            .Select(heading => heading.Groups["text"].Value),
    ];

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_heading_is_a_message(string heading) => Assert.Contains(
        Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories), file => Contains(file, heading));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_messages_is_explained(string file) =>
        Assert.Contains(All, heading => Contains(Path.Combine(Source, file), heading));

    /// <summary>The fixed words stand in one file, in this order, between the values of the message.</summary>
    private static bool Contains(string file, string heading)
    {
        var text = Joined().Replace(File.ReadAllText(file), "").Replace("\\\"", "\"", StringComparison.Ordinal);
        var parts = heading.Split('…', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Regex.IsMatch(text, string.Join("[^;]*?", parts.Select(Regex.Escape)), RegexOptions.None, TimeSpan.FromSeconds(10));
    }

    [GeneratedRegex("^### `(?<text>.+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>Where a text goes on in the next line of the source.</summary>
    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Joined();
}
