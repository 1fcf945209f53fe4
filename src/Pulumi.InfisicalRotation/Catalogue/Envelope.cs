using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// The inputs that every rotation type has. Names and nesting are those of the API. Inputs of this provider come last.
/// </summary>
internal static class Envelope
{
    public const string ParametersName = "parameters";
    public const string SecretsMappingName = "secretsMapping";
    public const string TemporaryParametersName = "temporaryParameters";

    /// <summary>
    /// The API accepts one more character. Its database does not, and the request fails after a credential was issued.
    /// </summary>
    public const int MaxDescriptionLength = 255;

    public static readonly Field Type = Field.Text(
        "type",
        "Slug of the rotation type, such as `postgres-credentials`. It can be a type that this provider version does " +
        "not know.") with
    {
        IsRequired = true,
        Format = TextFormat.Slug,
        ReplacementReason = "the type of an existing rotation is fixed",
    };

    public static readonly Field Name = Field.Text(
        "name",
        "Name of the rotation. It must be unique in its folder across all rotation types. It can contain lowercase " +
        "letters, digits and single hyphens, at most 64 characters. Default: the resource name as a slug.") with
    { Format = TextFormat.Slug, MinLength = 1, MaxLength = 64 };

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Id of the Infisical project. Default: the `projectId` of the provider configuration.") with
    {
        IsRequired = true,
        HasProviderDefault = true,
        Format = TextFormat.Id,
        ReplacementReason = "a rotation cannot be moved to another project",
    };

    public static readonly Field ConnectionId = Field.Text(
        "connectionId", "Id (UUID) of the app connection that Infisical uses to access the service.") with
    {
        IsRequired = true,
        Format = TextFormat.Uuid,
        ReplacementReason = "the connection of an existing rotation is fixed",
    };

    public static readonly Field Environment = Field.Text(
        "environment",
        "Slug of the environment that contains the secrets, such as `dev`. Default: the `environment` of the " +
        "provider configuration. A change moves the rotation and its secrets.") with
    { IsRequired = true, HasProviderDefault = true, Format = TextFormat.Slug, MaxLength = 64 };

    public static readonly Field SecretPath = Field.Text(
        "secretPath",
        "Path of the folder that contains the secrets, such as `/` or `/services`. The folder must exist. " +
        "A change moves the rotation and its secrets.") with
    { IsRequired = true, Format = TextFormat.FolderPath };

    public static readonly Field RotationInterval = Field.Integer(
        "rotationInterval", "Number of days between rotations, at least 1.") with
    { IsRequired = true, Min = 1, Max = int.MaxValue };

    public static readonly Field Hours = Field.Integer("hours", "Hour of the day (UTC), 0 to 23.") with
    { IsRequired = true, Min = 0, Max = 23 };

    public static readonly Field Minutes = Field.Integer("minutes", "Minute of the hour, 0 to 59.") with
    { IsRequired = true, Min = 0, Max = 59 };

    public static readonly Field RotateAtUtc = Field.Object(
        "rotateAtUtc", "Time of day (UTC) of scheduled rotations. Default: 00:00.", Hours, Minutes) with
    {
        TypeName = "RotateAtUtc",
        Default = PropertyMap.From([new(Hours.Name, 0d), new(Minutes.Name, 0d)]),
    };

    public static readonly Field IsAutoRotationEnabled = Field.Boolean(
        "isAutoRotationEnabled",
        "Whether Infisical rotates on the schedule. `false` pauses scheduled rotations; on-demand rotations still " +
        "work. Default: true.") with
    { Default = true };

    public static readonly Field Description = Field.Text(
        "description", $"Description of the rotation, at most {MaxDescriptionLength} characters.") with
    { MaxLength = MaxDescriptionLength };

    public static readonly Field RotateTriggers = Field.OpenMap(
        "rotateTriggers",
        "Map of any values. Any change triggers one immediate rotation, including the first time triggers are set on " +
        "an existing rotation. Removing the triggers does not.") with
    { IsProviderOnly = true };

    public static readonly Field DeleteSecretsOnDelete = Field.Boolean(
        "deleteSecretsOnDelete",
        "Whether deleting the resource also deletes the mapped secrets. `false` keeps them as ordinary secrets with " +
        "their last values. Default: true.") with
    { IsProviderOnly = true, Default = true };

    public const string RevokeCredentialsText =
        "Whether deleting the resource also revokes the credentials that the rotation issued. `false` leaves them " +
        "valid at the service.";

    public static readonly Field RevokeCredentialsOnDelete = Field.Boolean(
        "revokeCredentialsOnDelete", $"{RevokeCredentialsText} Default: true.") with
    { IsProviderOnly = true, Default = true };

    public static readonly Field AdoptExisting = Field.Boolean(
        "adoptExisting",
        "Whether to adopt an existing, identical rotation with this name in this folder. Otherwise, an existing " +
        "rotation with this name is an error. An adopted rotation is managed and deleted like one that the resource " +
        "created. Default: false.") with
    { IsProviderOnly = true, Default = false };

    /// <summary>Only types whose credentials are keys of an IAM user have it.</summary>
    public static readonly Field AllowDeletingOldestKey = Field.Boolean(
        "allowDeletingOldestKey",
        "AWS IAM only, and only with the `aws` block of the provider configuration: whether Infisical may delete the " +
        "older of the user's two access keys where that key is not the rotation's own retired key. Otherwise, " +
        "creating or requesting the rotation is an error. Default: false.") with
    { IsProviderOnly = true, Default = false };

    public static readonly Field WhenUnhealthy = Field.Text(
        "whenUnhealthy",
        "Reaction to a rotation that failed or is overdue. `warn`: preview and update show a warning. `fail`: they " +
        "fail; a changed `rotateTriggers`, destroy and a change of this input still work. `rotate`: the next update " +
        "rotates once. Default: the `whenUnhealthy` of the provider configuration, otherwise `warn`.") with
    { IsProviderOnly = true, Default = "warn", Choices = ["warn", "fail", "rotate"], MinLength = 1 };

    public static readonly Field ComplianceMaxAgeDays = Field.Integer(
        "complianceMaxAgeDays",
        "Maximum age in days that a credential may reach. Preview and update fail if the schedule allows a greater " +
        "age (`maxKeyAgeDays`). Default: the `complianceMaxAgeDays` of the provider configuration.") with
    { IsProviderOnly = true, Min = 1, Max = int.MaxValue };

    /// <summary>Inputs whose default is the setting of the same name in the provider configuration.</summary>
    public static readonly ImmutableArray<Field> PolicyInputs = [WhenUnhealthy, ComplianceMaxAgeDays];

    /// <summary>Inputs that are sent to the server, except those that depend on the type.</summary>
    public static readonly ImmutableArray<Field> Inputs =
    [
        Name, ProjectId, ConnectionId, Environment, SecretPath, RotationInterval, RotateAtUtc, IsAutoRotationEnabled,
        Description,
    ];

    /// <summary>Inputs that only this provider uses.</summary>
    public static readonly ImmutableArray<Field> ProviderInputs =
    [
        RotateTriggers, DeleteSecretsOnDelete, RevokeCredentialsOnDelete, WhenUnhealthy, ComplianceMaxAgeDays,
        AdoptExisting,
    ];
}
