using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Resources in YAML whose inputs are the requests that the contracts say are accepted.</summary>
internal static class ContractResources
{
    /// <summary>The slugs of the rotation types.</summary>
    public static ImmutableArray<string> RotationTypes { get; } =
    [
        .. Directory.GetDirectories(Repository.At("tests", "Contract"))
            .Where(folder => File.Exists(Path.Combine(folder, "type.json")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The slugs of the apps.</summary>
    public static ImmutableArray<string> Apps { get; } =
    [
        .. Directory.GetDirectories(Repository.At("tests", "Contract", "app-connections"))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The apps that rotations of a type can use.</summary>
    public static ImmutableArray<string> AppsOf(string slug) =>
        [.. Read(slug, "type.json")["apps"]!.AsArray().Select(app => (string)app!)];

    /// <summary>The methods that a program can use for connections of an app, without a login in a browser.</summary>
    public static ImmutableArray<string> MethodsOf(string app) =>
        [.. Read("app-connections", app, "create.json").Select(pair => pair.Key).Where(method => method != "oauth")];

    public static JsonObject Connection(string app, string method, string name)
    {
        var inputs = Read("app-connections", app, "create.json")[method]!.AsObject();
        inputs["name"] = name;
        return inputs;
    }

    /// <param name="name">The name of the rotation, and the start of the names of its secrets: all may share one folder.</param>
    public static JsonObject Rotation(string slug, string name)
    {
        var inputs = Read(slug, "create.json");
        inputs["name"] = name;
        foreach (var field in inputs["secretsMapping"]!.AsObject().Select(pair => pair.Key).ToList())
        {
            inputs["secretsMapping"]![field] = $"{name}-{field}";
        }

        return inputs;
    }

    public static string ConnectionYaml(string app, JsonObject inputs) => Yaml($"{Pascal(app)}Connection", inputs);

    public static string RotationYaml(string slug, JsonObject inputs) => Yaml($"{Pascal(slug)}Rotation", inputs);

    private static string Yaml(string type, JsonObject inputs) =>
        $"  {inputs["name"]}:\n    type: infisical-rotation:index:{type}\n    properties: {inputs.ToJsonString()}\n";

    private static JsonObject Read(params string[] path) =>
        JsonNode.Parse(File.ReadAllText(Repository.At(["tests", "Contract", .. path])))!.AsObject();

    private static string Pascal(string slug) =>
        string.Concat(slug.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}
