using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What the bodies and queries of the rotation routes must look like.</summary>
internal static class RotationSchemas
{
    public static Field ProjectId { get; } = Field.RequiredText("projectId", "Project ID required");

    public static Field RotationName { get; } = Field.RequiredText("rotationName", "Rotation name required");

    public static Field[] ByName { get; } =
    [
        ProjectId,
        Field.RequiredText("environment", "Environment required"),
        Field.RequiredText("secretPath", "Secret path required"),
    ];

    public static Field[] DeleteFlags { get; } =
    [
        new("deleteSecrets", FieldKind.Text) { OneOf = ["true", "false"] },
        new("revokeGeneratedCredentials", FieldKind.Text) { OneOf = ["true", "false"] },
    ];

    public static Field Move { get; } = Field.Of(
        "",
        Field.RequiredText("destinationEnvironment", "Destination environment required"),
        Field.RequiredText("destinationSecretPath", "Destination secret path required"),
        new Field("overwriteDestination", FieldKind.Boolean) { Default = false });

    private static readonly Field Name = Field.RequiredText("name", "name field must be at least 1 lowercase character") with
    {
        Max = 64,
        TooLong = "name field must be at most 64 lowercase characters",
        Format = "slug",
        Misshapen = "name field can only contain lowercase letters, numbers, and hyphens",
    };

    private static readonly Field Description = new("description", FieldKind.Text)
    {
        Nullable = true,
        Trim = true,
        Max = 256,
        TooLong = "Description cannot exceed 256 characters",
    };

    private static readonly Field AutoRotation = new("isAutoRotationEnabled", FieldKind.Boolean);

    private static readonly Field Interval = new("rotationInterval", FieldKind.Number) { Required = true, Coerce = true, Min = 1 };

    private static readonly Field RotateAt = Field.Of(
        "rotateAtUtc",
        new Field("hours", FieldKind.Number) { Required = true, Min = 0, Max = 23 },
        new Field("minutes", FieldKind.Number) { Required = true, Min = 0, Max = 59 });

    public static Field Create(RotationType type) => Field.Of(
        "",
        [
            Name,
            ProjectId,
            Description,
            new Field("connectionId", FieldKind.Text) { Required = true, Format = "uuid" },
            Field.RequiredText("environment") with { Max = 64, Format = "slug" },
            Field.RequiredText("secretPath", "Secret path required"),
            AutoRotation with { Default = true },
            Interval,
            RotateAt with { Required = false, Default = new JsonObject { ["hours"] = 0, ["minutes"] = 0 } },
            type.Parameters,
            type.SecretsMapping,
            .. type.TemporaryParameters is { } temporary ? new[] { temporary } : [],
        ]) with
    { Rules = type.Rules };

    public static Field Update(RotationType type) => Field.Of(
        "",
        Name with { Required = false },
        Description,
        AutoRotation,
        Interval with { Required = false },
        RotateAt with { Required = false },
        type.Parameters with { Required = false },
        type.SecretsMapping with { Required = false });
}
