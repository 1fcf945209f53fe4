using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// What every rotation has, whatever its type. Names and nesting are the API's own; the inputs of this provider come after them.
/// </summary>
internal static class Envelope
{
    public const string ParametersName = "parameters";
    public const string SecretsMappingName = "secretsMapping";
    public const string TemporaryParametersName = "temporaryParameters";

    /// <summary>The server's column holds one character less than its schema allows, and finds out after it has made a credential.</summary>
    public const int MaxDescriptionLength = 255;

    public static readonly Field Type = Field.Text(
        "type", "Slug of the rotation's type, such as `postgres-credentials`; also one that this provider does not know.") with
    {
        IsRequired = true,
        Format = TextFormat.Slug,
        ReplacementReason = "the server keeps the type a rotation was created with",
    };

    public static readonly Field Name = Field.Text(
        "name",
        "Name of the rotation, unique in its folder over all types: small letters, digits and single hyphens, at most 64. " +
        "Default: the resource's name in that form.") with
    { Format = TextFormat.Slug, MinLength = 1, MaxLength = 64 };

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Id of the Infisical project. Default: the provider's `projectId`.") with
    {
        IsRequired = true,
        HasProviderDefault = true,
        ReplacementReason = "a rotation can't leave its project",
    };

    public static readonly Field ConnectionId = Field.Text(
        "connectionId", "Id (UUID) of the app connection through which Infisical reaches the service.") with
    {
        IsRequired = true,
        Format = TextFormat.Uuid,
        ReplacementReason = "the server keeps the connection a rotation was created with",
    };

    public static readonly Field Environment = Field.Text(
        "environment",
        "Slug of the environment that holds the secrets, such as `dev`. Default: the provider's `environment`. A change moves rotation and secrets.") with
    { IsRequired = true, HasProviderDefault = true, Format = TextFormat.Slug, MaxLength = 64 };

    public static readonly Field SecretPath = Field.Text(
        "secretPath", "Folder that receives the secrets, such as `/` or `/services`. It must exist. A change moves rotation and secrets.") with
    { IsRequired = true, Format = TextFormat.FolderPath };

    public static readonly Field RotationInterval = Field.Integer(
        "rotationInterval", "Whole days from one rotation to the next, at least 1.") with
    { IsRequired = true, Min = 1, Max = int.MaxValue };

    public static readonly Field Hours = Field.Integer("hours", "Hour of the day, UTC, 0 to 23.") with { IsRequired = true, Min = 0, Max = 23 };

    public static readonly Field Minutes = Field.Integer("minutes", "Minute of the hour, 0 to 59.") with { IsRequired = true, Min = 0, Max = 59 };

    public static readonly Field RotateAtUtc = Field.Object(
        "rotateAtUtc", "Time of day, UTC, of scheduled rotations. Default: midnight.", Hours, Minutes) with
    {
        TypeName = "RotateAtUtc",
        Default = PropertyMap.From([new("hours", 0d), new("minutes", 0d)]),
    };

    public static readonly Field IsAutoRotationEnabled = Field.Boolean(
        "isAutoRotationEnabled", "Whether Infisical rotates on the schedule. `false` pauses it; rotating on demand still works. Default: true.") with
    { Default = true };

    public static readonly Field Description = Field.Text(
        "description", $"Free text, at most {MaxDescriptionLength} characters.") with
    { MaxLength = MaxDescriptionLength };

    public static readonly Field RotateTriggers = Field.OpenMap(
        "rotateTriggers",
        "Any values. Any change of them rotates once, at once, also their first appearance on a rotation that exists; taking them away does not.") with
    { IsProviderOnly = true };

    public static readonly Field DeleteSecretsOnDelete = Field.Boolean(
        "deleteSecretsOnDelete",
        "Whether removing the resource also deletes the mapped secrets. `false` leaves them behind as ordinary secrets, with their last values. Default: true.") with
    { IsProviderOnly = true, Default = true };

    public static readonly Field RevokeCredentialsOnDelete = Field.Boolean(
        "revokeCredentialsOnDelete",
        "Whether removing the resource also revokes the credentials the rotation issued. `false` leaves them alive at the service. Default: true.") with
    { IsProviderOnly = true, Default = true };

    public static readonly Field AdoptExisting = Field.Boolean(
        "adoptExisting",
        "Whether to take over a rotation of this name and folder that exists already and is identical, instead of refusing. " +
        "It is then managed, and removed, like one this resource created. Default: false.") with
    { IsProviderOnly = true, Default = false };

    /// <summary>Inputs the server knows, before the two that depend on the type.</summary>
    public static readonly ImmutableArray<Field> Inputs =
    [
        Name, ProjectId, ConnectionId, Environment, SecretPath, RotationInterval, RotateAtUtc, IsAutoRotationEnabled, Description,
    ];

    /// <summary>Inputs of this provider.</summary>
    public static readonly ImmutableArray<Field> ProviderInputs =
    [
        RotateTriggers, DeleteSecretsOnDelete, RevokeCredentialsOnDelete, AdoptExisting,
    ];
}
