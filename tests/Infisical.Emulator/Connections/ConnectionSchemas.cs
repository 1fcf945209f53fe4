using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What the bodies of the connection routes must look like.</summary>
internal static class ConnectionSchemas
{
    private static readonly Field Name = Field.RequiredText("name") with { Max = 64, Format = "slug", Misshapen = "name field can only contain lowercase letters, numbers, and hyphens" };

    private static readonly Field Rotation = Field.Of(
        "rotation",
        Whole("rotationInterval", 1, 365),
        Field.Of("rotateAtUtc", Whole("hours", 0, 23), Whole("minutes", 0, 59))) with
    { Required = false, Nullable = true };

    /// <summary>The credentials are those of the method; with an unknown one they are not looked at.</summary>
    public static Field Create(App app, JsonNode? body, EmulatorOptions options)
    {
        var name = (body as JsonObject)?.TextOf("method");
        var method = new Field("method", FieldKind.Text) { Required = true, IsDiscriminator = true, OneOf = [.. app.Methods.Select(method => method.Name)] };
        IEnumerable<Field> credentials = app.Methods.FirstOrDefault(method => method.Name == name) is { } known ? [CredentialsOf(known, options)] : [];
        return Field.Of("", [method, .. credentials, Name, new Field("projectId", FieldKind.Text), .. Common(app)]) with { Rules = RulesOf(app) };
    }

    /// <summary>The credentials of any method pass: whether they are those of the connection's is asked later.</summary>
    public static Field Update(App app, EmulatorOptions options)
    {
        ImmutableArray<Field> credentials = [.. app.Union.Select(method => CredentialsOf(method, options) with { Required = false })];
        var any = credentials is [var single] ? single : new Field("credentials", FieldKind.Object) { AnyOf = credentials };
        return Field.Of("", [any, Name with { Required = false }, .. Common(app)]) with { Rules = RulesOf(app) };
    }

    /// <summary>Earlier servers keep a database's host as it was sent.</summary>
    public static Field CredentialsOf(AppMethod method, EmulatorOptions options) => options.KeepsHostCase
        ? method.Credentials with { Fields = [.. method.Credentials.Fields.Select(field => field with { Lower = false })] }
        : method.Credentials;

    private static IEnumerable<Field> Common(App app)
    {
        var unsupported = $"Not supported for {app.Name} Connections";
        yield return new Field("description", FieldKind.Text) { Trim = true, Max = 256, Nullable = true, TooLong = "Description cannot exceed 256 characters" };
        yield return new Field("isPlatformManagedCredentials", FieldKind.Boolean) { Unsupported = app.TakesOver ? null : unsupported };
        yield return new Field("gatewayId", FieldKind.Text) { Nullable = true, Format = "uuid", Unsupported = app.TakesGateway ? null : unsupported };
        yield return new Field("gatewayPoolId", FieldKind.Text) { Nullable = true, Format = "uuid", Unsupported = app.TakesGateway ? null : unsupported };
        yield return new Field("isAutoRotationEnabled", FieldKind.Boolean) { Unsupported = app.RotatesItself ? null : unsupported };
        yield return Rotation with { Unsupported = app.RotatesItself ? null : unsupported };
        if (app.Configuration is { } configuration)
        {
            yield return configuration;
        }
    }

    private static ImmutableArray<Rule> RulesOf(App app) => !app.RotatesItself ? [] :
    [
        new Rule(
            "required-when",
            "Rotation details is required when auto rotation is enabled",
            new JsonObject { ["field"] = "rotation", ["when"] = "isAutoRotationEnabled", ["is"] = "true" }),
    ];

    private static Field Whole(string name, int least, int most) =>
        new(name, FieldKind.Number) { Required = true, Integer = true, Min = least, Max = most };
}
