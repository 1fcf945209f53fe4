using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>What a rotation tells beyond its inputs. Never a credential.</summary>
internal static class Outputs
{
    public static readonly Field RotationId = Field.Text("rotationId", "UUID of the rotation; also the resource's id.") with { IsRequired = true };

    public static readonly Field NextRotationAt = Field.Text(
        "nextRotationAt", "When Infisical will rotate next (ISO 8601, UTC). Absent while paused.");

    public static readonly Field LastRotatedAt = Field.Text("lastRotatedAt", "When the last successful rotation was (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field LastRotationAttemptedAt = Field.Text(
        "lastRotationAttemptedAt", "When a rotation was last tried (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field RotationStatus = Field.Text("rotationStatus", "How the last rotation ended: `success` or `failed`.") with
    { IsRequired = true };

    public static readonly Field LastRotationMessage = Field.Text("lastRotationMessage", "Why the last rotation failed, in the server's words.");

    public static readonly Field IsLastRotationManual = Field.Boolean(
        "isLastRotationManual", "Whether the last rotation was asked for; creation counts as such.") with
    { IsRequired = true };

    public static readonly Field ActiveIndex = Field.Integer("activeIndex", "Slot of the credential in use, 0 or 1.") with
    { IsRequired = true };

    public static readonly Field FolderId = Field.Text("folderId", "UUID of the folder that holds the secrets.") with
    { IsRequired = true };

    public static readonly Field ConnectionName = Field.Text("connectionName", "Name of the app connection.") with
    { IsRequired = true };

    public static readonly Field EnvironmentId = Field.Text("environmentId", "UUID of the environment.") with
    { IsRequired = true };

    public static readonly Field CreatedAt = Field.Text("createdAt", "When the rotation was created (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field UpdatedAt = Field.Text("updatedAt", "When the rotation was last changed, rotations included (ISO 8601, UTC).") with
    { IsRequired = true };

    public static readonly Field Health = Field.Text(
        "health",
        "`healthy`; `failed`: the last rotation failed; `overdue`: it should have rotated by now; `paused`: automatic rotation is off.") with
    { IsRequired = true, Choices = ["healthy", "failed", "overdue", "paused"] };

    public static readonly Field MaxKeyAgeDays = Field.Integer(
        "maxKeyAgeDays",
        "Greatest age in days that a credential can reach while it is still valid: twice the interval where the previous one stays valid until the next " +
        "rotation, else the interval. Absent while paused: then there is no such bound.");

    public static readonly Field CredentialVersion = Field.Text(
        "credentialVersion", "Changes exactly when the credential in use changes, and tells nothing of it: what a consumer restarts on.") with
    { IsRequired = true };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        RotationId, NextRotationAt, LastRotatedAt, LastRotationAttemptedAt, RotationStatus, LastRotationMessage, IsLastRotationManual, ActiveIndex,
        FolderId, ConnectionName, EnvironmentId, CreatedAt, UpdatedAt, Health, MaxKeyAgeDays, CredentialVersion,
    ];
}
