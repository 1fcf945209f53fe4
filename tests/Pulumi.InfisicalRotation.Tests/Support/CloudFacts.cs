using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Values;
using Tooling;
using FieldFacts = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// What the cloud's OpenAPI document says of each type that it has (<c>tests/Contract/*/cloud.json</c>), and the same
/// facts of the catalogue. Each fact is a text under its name, each field has a path, such as
/// <c>parameters.permissionGrants[].projectId</c>.
/// </summary>
internal static class CloudFacts
{
    /// <summary>The types that the document has; the others are newer than it.</summary>
    public static ImmutableArray<string> Slugs { get; } =
    [
        .. RotationTypes.All.Select(type => type.Slug)
            .Where(slug => File.Exists(Repository.At($"tests/Contract/{slug}/cloud.json"))),
    ];

    /// <summary>Slug of the fields that all types share.</summary>
    public const string Shared = "";

    public static JsonObject Read(string slug) => JsonNode.Parse(WorkTree.Read(
        slug.Length == 0 ? "tests/Contract/cloud.json" : $"tests/Contract/{slug}/cloud.json"))!.AsObject();

    /// <summary>The facts of the document, by path.</summary>
    public static ImmutableSortedDictionary<string, FieldFacts> Cloud(string slug)
    {
        var file = Read(slug);
        string[] parts = slug.Length == 0 ? ["create"] : ["parameters", "secretsMapping", "temporaryParameters"];
        return parts
            .SelectMany(part => file[part]!.AsArray().SelectMany(
                field => Below(slug.Length == 0 ? "" : part, field!.AsObject())))
            .ToImmutableSortedDictionary(pair => pair.Path, pair => pair.Facts, StringComparer.Ordinal);
    }

    /// <summary>The facts of the catalogue, by path.</summary>
    public static ImmutableSortedDictionary<string, FieldFacts> Catalogue(string slug)
    {
        var all = slug.Length == 0
            ? Envelope.Inputs.SelectMany(field => Below("", field))
            : Contracts.Type(slug) is var type
                ? [
                    .. type.Parameters.SelectMany(field => Below("parameters", field)),
                    .. type.SecretsMapping.SelectMany(field => Below("secretsMapping", field)),
                    .. type.TemporaryParameters.SelectMany(field => Below("temporaryParameters", field)),
                ]
                : [];
        return all.ToImmutableSortedDictionary(pair => pair.Path, pair => pair.Facts, StringComparer.Ordinal);
    }

    /// <summary>Every path of one of the two whose parent both have.</summary>
    public static IEnumerable<string> Paths(string slug)
    {
        var (cloud, catalogue) = (Cloud(slug), Catalogue(slug));
        return cloud.Keys.Union(catalogue.Keys)
            .Where(path => Parents(path).All(parent => cloud.ContainsKey(parent) == catalogue.ContainsKey(parent)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The names of the facts that differ.</summary>
    public static ImmutableArray<string> Differences(string slug, string path)
    {
        if (Cloud(slug).GetValueOrDefault(path) is not { } cloud)
        {
            return ["only in the catalogue"];
        }

        return Catalogue(slug).GetValueOrDefault(path) is not { } catalogue
            ? ["only in the cloud"]
            : [.. cloud.Keys.Union(catalogue.Keys)
                .Where(fact => cloud.GetValueOrDefault(fact) != catalogue.GetValueOrDefault(fact))
                .Order(StringComparer.Ordinal)];
    }

    /// <summary>The differences that are deliberate, each with its reason.</summary>
    public static IEnumerable<(string Path, string Fact, string Reason)> Deliberate(string slug) =>
        Read(slug)["differences"]!.AsArray().Select(
            one => (one!["at"]!.ToString(), one["fact"]!.ToString(), one["reason"]!.ToString()));

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('.'); end > 0; end = path.LastIndexOf('.', end - 1))
        {
            yield return path[..end].Replace("[]", "", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Path, FieldFacts Facts)> Below(string owner, JsonObject field)
    {
        var path = owner.Length == 0 ? field["name"]!.ToString() : $"{owner}.{field["name"]}";
        var members = field["fields"]?.AsArray().SelectMany(member => Below(path, member!.AsObject())) ?? [];
        var items = field["items"]?["fields"]?.AsArray().SelectMany(
            member => Below(path + "[]", member!.AsObject())) ?? [];
        return [(path, Facts(field)), .. members, .. items];
    }

    private static IEnumerable<(string Path, FieldFacts Facts)> Below(string owner, Field field)
    {
        var path = owner.Length == 0 ? field.Name : $"{owner}.{field.Name}";
        return
        [
            (path, Facts(field)),
            .. field.Fields.SelectMany(member => Below(path, member)),
            .. field.Items?.Fields.SelectMany(member => Below(path + "[]", member)) ?? [],
        ];
    }

    /// <summary>The minimum length of an optional text is left out: an empty one is never sent.</summary>
    private static FieldFacts Facts(JsonObject field)
    {
        var isOptionalText = field["kind"]!.ToString() == "text" && field["required"] is null;
        return field
            .Where(pair => pair.Key is not ("name" or "fields" or "items") && !(pair.Key == "min" && isOptionalText))
            .ToImmutableSortedDictionary(pair => pair.Key, pair => Text(pair.Value!), StringComparer.Ordinal);
    }

    private static FieldFacts Facts(Field field)
    {
        var facts = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kind"] = field.Kind switch
            {
                FieldKind.Text => "text",
                FieldKind.Integer or FieldKind.Number => "number",
                FieldKind.Boolean => "boolean",
                FieldKind.List => "array",
                _ => "object",
            },
            ["required"] = field.IsRequired ? "true" : null,
            ["min"] = Number(field.Kind == FieldKind.Text && field.IsRequired && field.Choices.IsEmpty
                && field.Format != TextFormat.Uuid ? 1 : field.MinItems ?? field.Min),
            ["max"] = Number(field.MaxLength ?? field.MaxItems ?? (field.Max == int.MaxValue ? null : field.Max)),
            ["above"] = Number(field.Above),
            ["oneOf"] = field.Choices.IsEmpty ? null : string.Join(", ", field.Choices.Order(StringComparer.Ordinal)),
            ["default"] = field.Default switch
            {
                PropertyValue.Text text => text.Value,
                PropertyValue.Number number => Number(number.Value),
                PropertyValue.Bool flag => flag.Value ? "true" : "false",
                _ => null,
            },
            ["format"] = field.Format == TextFormat.Uuid ? "uuid" : null,
        };
        return facts.Where(pair => pair.Value is not null)
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
    }

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonNode value) => value is JsonArray list
        ? string.Join(", ", list.Select(one => one!.ToString()).Order(StringComparer.Ordinal))
        : value.ToJsonString().Trim('"');
}
