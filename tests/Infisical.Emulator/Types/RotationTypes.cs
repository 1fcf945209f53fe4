using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Every rotation type, read from the contracts.</summary>
internal static class RotationTypes
{
    public static FrozenDictionary<string, RotationType> BySlug { get; } =
        Contract.Slugs.Select(slug => Read(slug, Contract.Read(slug, "type.json").AsObject())).ToFrozenDictionary(type => type.Slug);

    private static RotationType Read(string slug, JsonObject file) => new()
    {
        Slug = slug,
        Title = file.TextOf("title")!,
        Apps = [.. file.TextsOf("apps")],
        Parameters = ObjectOf("parameters", file) with { Rules = [.. FieldReader.ReadRules(file["parameterRules"])] },
        SecretsMapping = MappingOf(file),
        TemporaryParameters = file["temporaryParameters"] is null ? null : ObjectOf("temporaryParameters", file) with { Required = false },
        Rules = [.. FieldReader.ReadRules(file["createRules"])],
        Credential = [.. file["credential"]!.AsArray().Select(field => field!.AsObject())
            .Select(field => new CredentialField(field.TextOf("name")!, [.. field.TextsOf("from")]))],
        Owner = [.. file.TextsOf("owner")],
        Issuing = Named<Issuing>(file, "issuing"),
        Revocation = Named<Revocation>(file, "revocation"),
        Immutable = [.. file.TextsOf("immutable")],
        ImmutableText = file.TextOf("immutableText") ?? "",
        CanCheck = file.FlagOf("checksCredentials") ?? false,
        CanReconcile = file.FlagOf("reconciles") ?? false,
        IntervalAtMost = (int?)file.NumberOf("intervalAtMost"),
        IntervalText = file.TextOf("intervalText") ?? "",
        Template = file["template"]!.AsObject(),
    };

    private static Field ObjectOf(string name, JsonObject file) =>
        Field.Of(name, [.. file[name]!.AsArray().Select(field => FieldReader.Read(field!))]);

    private static Field MappingOf(JsonObject file) => Field.Of(
        "secretsMapping",
        [.. file.TextsOf("secretsMapping").Select(name => Field.RequiredText(name) with
        {
            Pattern = "^[^:/]*$",
            Misshapen = "Secret name can not contain ':' or '/'",
        })]);

    private static T Named<T>(JsonObject file, string key)
        where T : struct, Enum =>
        Enum.Parse<T>(file.TextOf(key)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
