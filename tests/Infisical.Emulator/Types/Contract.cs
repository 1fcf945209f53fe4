using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The facts about each rotation type and app, as the files beside the emulator hold them: <c>tests/Contract/SLUG/FILE</c>.</summary>
public static class Contract
{
    private const string Prefix = "contract/";

    /// <summary>Every type there is a folder for, by alphabet.</summary>
    public static ImmutableArray<string> Slugs { get; } = FoldersWith("", "/type.json");

    /// <summary>Every app that there is a folder for in <c>app-connections</c>, by alphabet.</summary>
    public static ImmutableArray<string> Apps { get; } = FoldersWith("app-connections/", "/connection.json");

    /// <summary>One file of one type or app, for instance <c>create.json</c>; the folder of an app is <c>app-connections/APP</c>.</summary>
    public static JsonNode Read(string slug, string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().FirstOrDefault(name => name.Replace('\\', '/') == $"{Prefix}{slug}/{file}")
            ?? throw new FileNotFoundException($"The contract of {slug} has no {file}.");
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!;
    }

    private static ImmutableArray<string> FoldersWith(string start, string file) =>
    [
        .. typeof(Contract).Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Prefix + start, StringComparison.Ordinal) && name.EndsWith(file, StringComparison.Ordinal))
            .Select(name => name[(Prefix.Length + start.Length)..^file.Length])
            .Order(StringComparer.Ordinal),
    ];
}
