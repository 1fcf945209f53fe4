using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Release;

/// <summary>A program and the state that a released version made of it, in <c>tests/Upgrades/VERSION</c>.</summary>
internal sealed record RecordedStack(string Program, JsonNode State)
{
    // Made by the server, so different in each world. Everything else of a recorded state is kept as it is.
    private static readonly string[] ServerMade =
    [
        "rotationId", "connectionId", "folderId", "environmentId", "credentialVersion", "credentialsHash", "createdAt",
        "updatedAt", "lastRotatedAt", "lastRotationAttemptedAt", "nextRotationAt", "previousCredentialValidUntil",
    ];

    /// <summary>The versions that are recorded.</summary>
    public static IReadOnlyList<string> Versions { get; } =
        [.. Directory.EnumerateDirectories(Folder()).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static RecordedStack Of(string version) => new(
        File.ReadAllText(Path.Combine(Folder(), version, "program.yaml")),
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), version, "stack.json")))!);

    /// <summary>Records what a stack holds now. Its secrets are those of the emulator, and encrypted.</summary>
    public static async Task RecordAsync(string version, string program, CliStack stack)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder(), version)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "program.yaml"), program, TestContext.Current.CancellationToken);
        var exported = JsonNode.Parse(await stack.ExportAsync())!;
        foreach (var resource in exported["deployment"]!["resources"]!.AsArray().Select(resource => resource!.AsObject()))
        {
            resource.Remove("sourcePosition");
            resource.Remove("stackTrace");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "stack.json"), exported.ToJsonString(Indented) + "\n", TestContext.Current.CancellationToken);
    }

    /// <summary>The recorded state with ids and times of the objects that a stack of today made of the same program.</summary>
    /// <param name="today">The exported state of that stack.</param>
    public string InWorldOf(JsonNode today)
    {
        var text = State.ToJsonString(Indented);
        foreach (var (urn, recorded) in Resources(State))
        {
            var current = Resources(today).SingleOrDefault(one => one.Urn == urn).Resource
                ?? throw new StepFailedException($"A stack of today has no {urn}.");
            foreach (var (old, now) in Differences(recorded, current).Distinct())
            {
                text = text.Replace(old, now, StringComparison.Ordinal);
            }
        }

        return text;
    }

    /// <summary>The resources of a state, the stack itself left out.</summary>
    public static IReadOnlyList<(string Urn, JsonNode Resource)> Resources(JsonNode state) =>
    [
        .. state["deployment"]!["resources"]!.AsArray()
            .Where(resource => resource!["type"]!.ToString().StartsWith("infisical-rotation:", StringComparison.Ordinal))
            .Select(resource => (resource!["urn"]!.ToString(), resource)),
    ];

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static IEnumerable<(string Old, string Now)> Differences(JsonNode recorded, JsonNode current)
    {
        if (recorded["id"]?.ToString() is { } id)
        {
            yield return (id, current["id"]!.ToString());
        }

        foreach (var name in ServerMade)
        {
            if (recorded["outputs"]?[name]?.ToString() is { Length: > 0 } old && current["outputs"]?[name]?.ToString() is { Length: > 0 } now && old != now)
            {
                yield return ($"\"{old}\"", $"\"{now}\"");
            }
        }
    }

    private static string Folder() => Repository.At("tests", "Upgrades");
}
