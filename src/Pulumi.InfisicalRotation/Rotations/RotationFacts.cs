using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Texts;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// The outputs of a rotation that are no inputs. A response may leave out some of them: then the previous value stays,
/// unless it changes by itself.
/// </summary>
internal static class RotationFacts
{
    /// <param name="type">The rotation type.</param>
    /// <param name="outputs">The outputs that are inputs.</param>
    /// <param name="before">The previous outputs; empty if there are none.</param>
    /// <param name="rotation">The response.</param>
    /// <param name="now">Time of the server.</param>
    public static ImmutableArray<(Field Field, PropertyValue? Value)> Of(
        RotationType type, PropertyMap outputs, PropertyMap before, Rotation rotation, DateTimeOffset now)
    {
        var isEnabled = outputs.Get(Envelope.IsAutoRotationEnabled.Name)?.Plain() is not PropertyValue.Bool(false);
        var interval = outputs.Get(Envelope.RotationInterval.Name)?.Plain() is PropertyValue.Number(var days) ? days : 0;
        var maxAge = RotationState.MaxKeyAgeDays(type, isEnabled, interval);
        var health = (rotation with { IsAutoRotationEnabled = isEnabled }).Health(now);
        var sameCredential = MayBeSameCredential(before, rotation) ? before : PropertyMap.Empty;
        return
        [
            (Outputs.RotationId, rotation.Id),
            (Outputs.NextRotationAt, isEnabled ? Time(rotation.NextRotationAtText, rotation.NextRotationAt) : null),
            Kept(Outputs.LastRotatedAt, Time(rotation.LastRotatedAtText, rotation.LastRotatedAt), before),
            (Outputs.PreviousRotatedAt, Previous(type, before, rotation)),
            Kept(
                Outputs.LastRotationAttemptedAt,
                Time(rotation.LastRotationAttemptedAtText, rotation.LastRotationAttemptedAt),
                before),
            (Outputs.RotationStatus, Shown(rotation.RotationStatus)),
            (Outputs.LastRotationMessage, Shown(rotation.LastRotationMessage)),
            Kept(
                Outputs.IsLastRotationManual,
                rotation.IsLastRotationManual is { } manual ? new PropertyValue.Bool(manual) : null,
                sameCredential),
            Kept(
                Outputs.ActiveIndex,
                rotation.ActiveIndex is { } index ? new PropertyValue.Number(index) : null,
                sameCredential),
            Kept(Outputs.FolderId, Shown(rotation.FolderId), before),
            Kept(Outputs.ConnectionName, Shown(rotation.ConnectionName), before),
            Kept(Outputs.EnvironmentId, Shown(rotation.EnvironmentId), before),
            Kept(Outputs.CreatedAt, Time(rotation.CreatedAtText, rotation.CreatedAt), before),
            Kept(Outputs.UpdatedAt, Time(rotation.UpdatedAtText, rotation.UpdatedAt), before),
            (Outputs.Health, health.ToOutput()),
            (Outputs.MaxKeyAgeDays, maxAge is { } most and > 0 ? (double)most : null),
            (Outputs.PreviousCredentialValidUntil,
                type.Slots == 2 && isEnabled && rotation.NextRotationAt > now && HasPrevious(rotation)
                    ? Time(rotation.NextRotationAtText, rotation.NextRotationAt)
                    : null),
            (Outputs.CredentialVersion, VersionAfter(before, rotation)),
        ];
    }

    /// <summary>
    /// Changes exactly when the active credential changes. The slot is part of it: a rotation can fail after the new
    /// credential was stored, and the time of the last success then stays.
    /// </summary>
    public static string CredentialVersion(Rotation rotation)
    {
        // A time in an unknown format still shows that the credential is another one.
        var rotatedAt = rotation.LastRotatedAt is { } time
            ? time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : rotation.LastRotatedAtText;
        var facts = string.Create(CultureInfo.InvariantCulture, $"{rotation.Id}/{rotation.ActiveIndex}/{rotatedAt}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 8));
    }

    /// <summary>
    /// Creation issues the first credential in slot 0, at nearly the same time. A second rotation within a minute of it
    /// would not be noticed.
    /// </summary>
    private static bool HasPrevious(Rotation rotation) =>
        rotation.ActiveIndex == 1 || rotation.LastRotatedAt - rotation.CreatedAt > TimeSpan.FromMinutes(1);

    /// <summary>
    /// The previous version stays as long as nothing shows another credential. What it was computed from does not
    /// matter: an earlier response may have left out the slot.
    /// </summary>
    private static PropertyValue VersionAfter(PropertyMap before, Rotation rotation) =>
        MayBeSameCredential(before, rotation) && before.Get(Outputs.CredentialVersion.Name) is { } version
            ? version
            : CredentialVersion(rotation);

    /// <summary>The time of the last rotation that the state had before the server showed a later one.</summary>
    private static PropertyValue? Previous(RotationType type, PropertyMap before, Rotation rotation) =>
        type.IamUser is null ? null
            : StoredTime.Of(before, Outputs.LastRotatedAt) < rotation.LastRotatedAt
                ? before.Get(Outputs.LastRotatedAt.Name)
                : before.Get(Outputs.PreviousRotatedAt.Name);

    private static bool MayBeSameCredential(PropertyMap before, Rotation rotation) => !rotation.HasOtherCredentialThan(
        new Rotation
        {
            Id = rotation.Id,
            Name = rotation.Name,
            Type = rotation.Type,
            ActiveIndex = before.Get(Outputs.ActiveIndex.Name)?.Plain() is PropertyValue.Number(var index)
                ? (int)index
                : null,
            LastRotatedAtText = before.TextOf(Outputs.LastRotatedAt),
            LastRotatedAt = StoredTime.Of(before, Outputs.LastRotatedAt),
        });

    private static (Field Field, PropertyValue? Value) Kept(Field field, PropertyValue? value, PropertyMap before) =>
        (field, value ?? before.Get(field.Name));

    /// <summary>The time as the server wrote it.</summary>
    private static PropertyValue.Text? Time(string? text, DateTimeOffset? time) =>
        Shown(text ?? (time is { } known ? RotationState.Iso(known) : null));

    /// <summary>
    /// A text that only informs: <c>pulumi stack output</c> prints it, so it must be safe for a terminal. A value that
    /// is compared or sent back is never altered.
    /// </summary>
    private static PropertyValue.Text? Shown(string? text) =>
        Printable.Line(Redactor.OfUserInformation.Apply(text ?? ""), OutsideText.MaxLength) is { Length: > 0 } shown
            ? new PropertyValue.Text(shown)
            : null;
}
