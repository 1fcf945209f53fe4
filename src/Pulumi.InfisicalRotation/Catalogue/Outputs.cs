using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>The outputs of a rotation in addition to its inputs. None of them is a credential.</summary>
internal static class Outputs
{
    public static readonly Field RotationId = Field.Text(
        "rotationId", "UUID of the rotation. It is also the resource id.") with
    { IsRequired = true };

    public static readonly Field NextRotationAt = Field.Text(
        "nextRotationAt",
        "Time of the next scheduled rotation (ISO 8601, UTC). Absent while automatic rotation is off.");

    public static readonly Field LastRotatedAt = Field.Text(
        "lastRotatedAt", "Time of the last successful rotation (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field LastRotationAttemptedAt = Field.Text(
        "lastRotationAttemptedAt", "Time of the last rotation attempt (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field RotationStatus = Field.Text(
        "rotationStatus", "Result of the last rotation: `success` or `failed`.") with
    { IsRequired = true };

    public static readonly Field LastRotationMessage = Field.Text(
        "lastRotationMessage", "Error message of the last rotation, if it failed, as reported by Infisical.");

    public static readonly Field IsLastRotationManual = Field.Boolean(
        "isLastRotationManual",
        "Whether the last rotation was requested rather than scheduled. Creation counts as requested. Absent if the " +
        "server does not show it.");

    public static readonly Field ActiveIndex = Field.Integer(
        "activeIndex", "Slot of the active credential, 0 or 1. Absent if the server does not show it.");

    public static readonly Field FolderId = Field.Text("folderId", "UUID of the folder that contains the secrets.") with
    { IsRequired = true };

    public static readonly Field ConnectionName = Field.Text("connectionName", "Name of the app connection.") with
    { IsRequired = true };

    public static readonly Field EnvironmentId = Field.Text("environmentId", "UUID of the environment.") with
    { IsRequired = true };

    public static readonly Field CreatedAt = Field.Text(
        "createdAt", "Time the rotation was created (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field UpdatedAt = Field.Text(
        "updatedAt", "Time of the last change to the rotation (ISO 8601, UTC). Every rotation is a change.") with
    { IsRequired = true };

    public static readonly Field Health = Field.Text(
        "health",
        "Health of the rotation. `healthy`: no problem is known. `failed`: the last rotation failed. " +
        "`overdue`: a scheduled rotation did not happen. `paused`: automatic rotation is off.") with
    {
        IsRequired = true,
        Choices = ["healthy", "failed", "overdue", "paused"],
        ChoicesName = "RotationHealth",
        HasFixedChoices = true,
    };

    public static readonly Field MaxKeyAgeDays = Field.Integer(
        "maxKeyAgeDays",
        "Maximum age in days that a valid credential can reach. It is twice the interval if the previous credential " +
        "stays valid until the next rotation, and the interval otherwise. Absent while automatic rotation is off, " +
        "because the age then has no limit.");

    public static readonly Field PreviousCredentialValidUntil = Field.Text(
        "previousCredentialValidUntil",
        "Time (ISO 8601, UTC) until which the previous credential stays valid: the next scheduled rotation revokes it. " +
        "Absent if there is no previous credential, for a type that revokes it immediately, and while automatic " +
        "rotation is off or overdue.");

    public static readonly Field CredentialVersion = Field.Text(
        "credentialVersion",
        "Opaque value that changes exactly when the active credential changes. It reveals nothing about the " +
        "credential. Use it to restart consumers.") with
    { IsRequired = true };

    /// <summary>
    /// The last rotation before <see cref="LastRotatedAt"/>, as far as this provider has seen it: the age of the retired
    /// access key. It is in the state only; Pulumi shows no property with such a name.
    /// </summary>
    public static readonly Field PreviousRotatedAt = Field.Text("__previousRotatedAt", "");

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        RotationId, NextRotationAt, LastRotatedAt, LastRotationAttemptedAt, RotationStatus, LastRotationMessage,
        IsLastRotationManual, ActiveIndex, FolderId, ConnectionName, EnvironmentId, CreatedAt, UpdatedAt, Health,
        MaxKeyAgeDays, PreviousCredentialValidUntil, CredentialVersion,
    ];
}
