using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Build;

/// <summary>What has to agree before a release.</summary>
internal static class Release
{
    /// <summary>How to release; nothing of it happens on a developer's machine.</summary>
    internal const string Instructions = """
        A release is made by .github/workflows/release.yml, on machines of every platform, from a tag:

          1. dotnet run build.cs release --dry-run     and do what it lists at its end
          2. git tag -s vVERSION && git push origin vVERSION
          3. publish the draft release that the workflow leaves on GitHub
        """;

    /// <summary>Fails unless a tag and everything that names the version agree. The workflow starts with it.</summary>
    internal static void CheckTag(string tag)
    {
        var problems = Problems(tag, Repository.Version, Schema(), File.ReadAllText(Repository.At("CHANGELOG.md")));
        if (problems.Count > 0)
        {
            throw new StepFailedException(string.Join('\n', problems));
        }

        Console.WriteLine($"{tag}: Directory.Build.props, schema and changelog agree.");
    }

    /// <param name="tag">The tag, such as <c>v0.1.0</c>.</param>
    /// <param name="version">The version of Directory.Build.props.</param>
    /// <param name="schema">The committed schema.</param>
    /// <param name="changelog">The text of the changelog.</param>
    internal static IReadOnlyList<string> Problems(string tag, string version, JsonNode schema, string changelog)
    {
        var problems = new List<string>();
        if (tag != $"v{version}")
        {
            problems.Add($"The tag is {tag}, but the version in Directory.Build.props is {version}.");
        }

        if (schema["version"]?.ToString() is var written && written != version)
        {
            problems.Add($"The version in ProviderSchema.json is {written}, not {version}. Run `dotnet run build.cs generate`.");
        }

        if (!Regex.IsMatch(changelog, $@"^## {Regex.Escape(version)}\b", RegexOptions.Multiline))
        {
            problems.Add($"CHANGELOG.md has no heading \"## {version}\". Put it below \"## Unreleased\", above the lines of this release.");
        }

        return problems;
    }

    /// <summary>What a publisher has to fill in before others can find the package.</summary>
    internal static IReadOnlyList<string> Unset(JsonNode schema)
    {
        var unset = new List<string>();
        if (schema["repository"] is null)
        {
            unset.Add("Publication.cs has no address of the repository: nothing can be downloaded automatically.");
        }

        if (schema["language"]!["nodejs"]!["packageName"]!.ToString().StartsWith("@pulumi/", StringComparison.Ordinal))
        {
            unset.Add("Publication.cs names SDKs in Pulumi's scope, where only Pulumi can publish: they cannot be published.");
        }

        return unset;
    }

    internal static JsonNode Schema() => JsonNode.Parse(File.ReadAllText(Repository.At("ProviderSchema.json")))!;
}
