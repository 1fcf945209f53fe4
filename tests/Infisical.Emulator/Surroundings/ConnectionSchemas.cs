using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What the bodies of the connection routes must look like.</summary>
internal static class ConnectionSchemas
{
    private static readonly Field Name = Field.RequiredText("name") with { Max = 64, Format = "slug", Misshapen = "name field can only contain lowercase letters, numbers, and hyphens" };

    private static readonly ImmutableArray<Field> Common =
    [
        new("description", FieldKind.Text) { Trim = true, Max = 256, Nullable = true, TooLong = "Description cannot exceed 256 characters" },
        new("isPlatformManagedCredentials", FieldKind.Boolean),
        new("gatewayId", FieldKind.Text) { Nullable = true, Format = "uuid" },
        new("gatewayPoolId", FieldKind.Text) { Nullable = true, Format = "uuid" },
    ];

    public static Field Create(App app) => Field.Of(
        "",
        [
            Name,
            new Field("method", FieldKind.Text) { Required = true, OneOf = [.. app.Methods.Select(method => method.Name)] },
            new Field("projectId", FieldKind.Text) { Trim = true, Nullable = true },
            .. Common,
        ]);

    public static Field Update { get; } = Field.Of("", [Name with { Required = false }, .. Common]);

    public static string NameOf(string field) => field.TrimEnd('!', '?', '#', '%');

    /// <summary>The credentials a method needs, or null where they do not fit it.</summary>
    public static JsonObject? ReadCredentials(AppMethod method, JsonNode? given)
    {
        try
        {
            return Validator.Read(Field.Of("credentials", [.. method.Fields.Select(FieldOf)]), given, ValidationForm.Newest);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private static Field FieldOf(string marked)
    {
        var kind = marked.Contains('#', StringComparison.Ordinal) ? FieldKind.Number
            : marked.Contains('%', StringComparison.Ordinal) ? FieldKind.Boolean
            : FieldKind.Text;
        var optional = marked.Contains('?', StringComparison.Ordinal);
        return new Field(NameOf(marked), kind) { Required = !optional, Trim = kind == FieldKind.Text, Min = kind == FieldKind.Text && !optional ? 1 : null };
    }
}
