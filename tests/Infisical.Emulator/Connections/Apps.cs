using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The apps that rotations use: those of <c>tests/Contract/app-connections</c>.</summary>
internal static class Apps
{
    private static readonly ImmutableArray<App> Known = [.. Contract.Apps.Select(slug => Read(Contract.Read($"app-connections/{slug}", "connection.json").AsObject()))];

    /// <summary>Those above, and each that only a rotation's contract names, with an API key: a new rotation type needs no line here.</summary>
    public static ImmutableArray<App> All { get; } =
    [
        .. Known,
        .. Contract.Slugs.SelectMany(slug => Contract.Read(slug, "type.json").AsObject().TextsOf("apps"))
            .Except(Known.Select(app => app.Slug))
            .Order(StringComparer.Ordinal)
            .Select(Unknown),
    ];

    public static FrozenDictionary<string, App> BySlug { get; } = All.ToFrozenDictionary(app => app.Slug);

    private static App Read(JsonObject file)
    {
        ImmutableArray<AppMethod> methods = [.. file["methods"]!.AsArray().Select(method => MethodOf(method!.AsObject()))];
        return new App(file.TextOf("app")!, file.TextOf("name")!)
        {
            Methods = methods,
            Union = file["union"] is null ? methods : [.. file.TextsOf("union").Select(name => methods.First(method => method.Name == name))],
            TakesGateway = file.FlagOf("gateway") ?? false,
            TakesOver = file.FlagOf("platformManaged") ?? false,
            RotatesItself = file.FlagOf("ownRotation") ?? false,
            NeedsEnterprise = file.FlagOf("enterprise") ?? false,
            Configuration = file["configuration"] is JsonArray fields ? ObjectOf("configuration", fields) with { Required = false } : null,
        };
    }

    private static AppMethod MethodOf(JsonObject file)
    {
        var (fields, kept) = (file["credentials"]!.AsArray(), file["kept"]?.AsArray() ?? []);
        return new AppMethod(file.TextOf("method")!, file.TextOf("title")!, ObjectOf("credentials", fields))
        {
            Returned = [.. fields.Concat(kept).Select(field => field!.AsObject()).Where(field => field.FlagOf("returned") == true).Select(NameOf)],
            Kept = [.. kept.Select(field => NameOf(field!.AsObject()))],
        };
    }

    private static string NameOf(JsonObject field) => field.TextOf("name")!;

    private static Field ObjectOf(string name, JsonArray fields) => Field.Of(name, [.. fields.Select(field => FieldReader.Read(field!))]);

    private static App Unknown(string slug)
    {
        var method = new AppMethod("api-key", "API Key", Field.Of("credentials", Field.RequiredText("apiKey"))) { Returned = [] };
        return new App(slug, slug) { Methods = [method], Union = [method] };
    }
}
