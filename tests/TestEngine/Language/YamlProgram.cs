using System.Collections;
using System.Collections.Immutable;
using TestEngine.Values;

namespace TestEngine.Language;

/// <summary>Reads the part of <c>Pulumi.yaml</c> that this engine plays: <c>runtime: yaml</c> programs.</summary>
public static class YamlProgram
{
    /// <summary>The program of a project directory.</summary>
    public static StackProgram ReadDirectory(string directory)
    {
        var file = Path.Combine(directory, "Pulumi.yaml");
        return File.Exists(file)
            ? Read(File.ReadAllText(file), directory)
            : throw new ProgramException($"There is no Pulumi.yaml in {directory}.");
    }

    /// <summary>Settings of one stack, <c>Pulumi.&lt;stack&gt;.yaml</c>; none where there is no such file.</summary>
    public static ImmutableDictionary<string, Value> ReadSettings(string directory, string stack)
    {
        var file = Path.Combine(directory, $"Pulumi.{stack}.yaml");
        return File.Exists(file)
            ? Map(YamlTree.Parse(File.ReadAllText(file)), "config").ToImmutableDictionary(entry => entry.Key, entry => SettingValue(entry.Key, entry.Value))
            : ImmutableDictionary<string, Value>.Empty;
    }

    public static StackProgram Read(string yaml, string directory)
    {
        var root = YamlTree.Parse(yaml);
        var runtime = root.GetValueOrDefault("runtime") is IDictionary given ? given["name"] as string : root.GetValueOrDefault("runtime") as string;
        if (runtime != "yaml")
        {
            throw new ProgramException($"runtime is {runtime}; this engine plays yaml programs only.");
        }

        return new StackProgram(root.GetValueOrDefault("name") as string ?? throw new ProgramException("The project has no name."))
        {
            Settings = Map(root, "config").ToImmutableDictionary(entry => entry.Key, entry => ToSetting(entry.Value)),
            Variables = Map(root, "variables").ToImmutableDictionary(),
            Resources = [.. Map(root, "resources").Select(entry => ToResource(entry.Key, YamlTree.AsMap(entry.Value)))],
            Outputs = Map(root, "outputs").ToImmutableDictionary(),
            ProviderDirectories = Directories(Map(root, "plugins"), directory),
        };
    }

    private static ResourceDeclaration ToResource(string key, IReadOnlyDictionary<string, object?> written)
    {
        Only($"resource {key}", written, "type", "name", "properties", "options", "get");
        var options = Map(written, "options");
        Only($"the options of {key}", options, "provider", "dependsOn", "ignoreChanges", "import", "deleteBeforeReplace");
        var type = written.GetValueOrDefault("type") as string ?? throw new ProgramException($"Resource {key} has no type.");
        return new ResourceDeclaration(key, type, Map(written, "properties"))
        {
            Name = written.GetValueOrDefault("name") as string ?? key,
            Provider = options.GetValueOrDefault("provider"),
            DependsOn = [.. Texts(options.GetValueOrDefault("dependsOn")).Select(text => Interpolation.Parse(text) is Expression.Reference reference
                ? reference.Root
                : throw new ProgramException($"dependsOn of {key} takes references to resources."))],
            IgnoreChanges = [.. Texts(options.GetValueOrDefault("ignoreChanges"))],
            ImportId = options.GetValueOrDefault("import") as string ?? "",
            DeleteBeforeReplace = options.GetValueOrDefault("deleteBeforeReplace") is true,
            GetId = Map(written, "get").GetValueOrDefault("id"),
        };
    }

    private static Setting ToSetting(object? written)
    {
        if (written is not IDictionary)
        {
            return new Setting(written, IsSecret: false);
        }

        var declared = YamlTree.AsMap(written);
        Only("a setting", declared, "type", "default", "value", "secret", "description", "items");
        return new Setting(declared.GetValueOrDefault("value") ?? declared.GetValueOrDefault("default"), declared.GetValueOrDefault("secret") is true);
    }

    private static Value SettingValue(string key, object? written) => written is IDictionary map && map.Contains("secure")
        ? throw new ProgramException($"{key} is encrypted, and this engine has no key: give it on the command line.")
        : Value.From(written);

    private static ImmutableDictionary<string, string> Directories(IReadOnlyDictionary<string, object?> plugins, string directory) =>
        (plugins.GetValueOrDefault("providers") as IEnumerable ?? Array.Empty<object>()).Cast<object>().Select(YamlTree.AsMap).ToImmutableDictionary(
            provider => (string)provider["name"]!, provider => Path.GetFullPath((string)provider["path"]!, Path.GetFullPath(directory)));

    private static IReadOnlyDictionary<string, object?> Map(IReadOnlyDictionary<string, object?> written, string name) =>
        YamlTree.AsMap(written.GetValueOrDefault(name));

    private static IEnumerable<string> Texts(object? written) =>
        written is string one ? [one] : (written as IEnumerable ?? Array.Empty<object>()).Cast<string>();

    private static void Only(string what, IReadOnlyDictionary<string, object?> written, params ReadOnlySpan<string> known)
    {
        foreach (var name in written.Keys)
        {
            if (!known.Contains(name))
            {
                throw new ProgramException($"{name} of {what} is beyond this engine.");
            }
        }
    }
}
