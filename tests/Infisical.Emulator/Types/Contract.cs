using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The facts about each rotation type, as the files beside the emulator hold them: <c>tests/Contract/SLUG/FILE</c>.</summary>
public static class Contract
{
    private const string Prefix = "contract/";

    /// <summary>Every type there is a folder for, by alphabet.</summary>
    public static ImmutableArray<string> Slugs { get; } =
    [
        .. typeof(Contract).Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith("/type.json", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^"/type.json".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>One file of one type, for instance <c>create.json</c>.</summary>
    public static JsonNode Read(string slug, string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().FirstOrDefault(name => name.Replace('\\', '/') == $"{Prefix}{slug}/{file}")
            ?? throw new FileNotFoundException($"The contract of {slug} has no {file}.");
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!;
    }
}
