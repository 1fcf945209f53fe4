using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The rotation types of one server: those of the contracts, unless its options have others.</summary>
internal sealed class RotationTypes(EmulatorOptions options)
{
    private static readonly FrozenDictionary<string, RotationType> Newest =
        Contract.Slugs.Select(slug => Read(slug, Contract.Read(slug, "type.json").AsObject())).ToFrozenDictionary(type => type.Slug);

    public IEnumerable<RotationType> All => Newest.Keys.Union(options.OtherTypes.Keys).Select(Find).OfType<RotationType>();

    /// <summary>The type of a slug, or null where the server has none.</summary>
    public RotationType? Find(string slug) => options.OtherTypes.TryGetValue(slug, out var other)
        ? other is null ? null : Read(slug, other)
        : Newest.GetValueOrDefault(slug);

    /// <summary>The type of a slug that the server is known to have.</summary>
    public RotationType Of(string slug) => Find(slug) ?? throw new ArgumentException($"This server has no rotation type {slug}.", nameof(slug));

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
