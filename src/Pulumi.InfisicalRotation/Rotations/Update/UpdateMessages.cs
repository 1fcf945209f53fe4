using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>The messages of updating a rotation and of rotating it on demand.</summary>
internal static class UpdateMessages
{
    public static string NextRotation(int? maxKeyAge, DateTimeOffset? next) => next is { } at
        ? $"Next rotation after this change: {RotationMessages.Minute(at)}.{RotationMessages.MaxKeyAge(maxKeyAge)}"
        : "Automatic rotation will be off: Infisical rotates only on request.";

    public static string UpdateRotatesToday(DateTimeOffset next, DateTimeOffset now) => next <= now
        ? $"The rotation has been due since {RotationMessages.Minute(next)}: this update makes Infisical rotate "
            + "immediately."
        : $"The rotation is due today at {RotationMessages.Minute(next)}: this update makes Infisical queue it.";

    public static string RotatesNow =>
        $"{Envelope.RotateTriggers.Name} changed: this update rotates the credential once, immediately.";

    public static string RepairsNow(string? health, string? reason) =>
        $"The rotation is {health}{(reason is null ? "" : $" ({reason.TrimEnd('.')})")} and "
        + $"{Envelope.WhenUnhealthy.Name} is rotate: this update rotates the credential once, immediately.";

    public static string Unhealthy(string? name, string? health, string? attemptedAt, string? reason) =>
        $"The rotation \"{name}\" is {health}"
        + (string.IsNullOrEmpty(attemptedAt) ? ". " : $"; its last attempt was at {attemptedAt}. ")
        + (reason is null ? "" : $"Infisical reports: {RotationMessages.Sentence(reason)} ")
        + RotationMessages.FailsWhenUnhealthy;

    public static string Moves(
        IEnumerable<string> secrets,
        (string? Environment, string? Path) from,
        (string? Environment, string? Path) to) =>
        $"Moves the rotation and its secrets {string.Join(", ", secrets)} from "
        + $"{RotationMessages.Folder(from.Environment, from.Path)} to "
        + $"{RotationMessages.Folder(to.Environment, to.Path)}. "
        + "Programs that read these secrets must use the new folder.";

    public static string Renames(IEnumerable<(string Old, string New)> names) =>
        $"Renames the secrets {string.Join(", ", names.Select(name => $"{name.Old} to {name.New}"))}. Their values "
        + "stay; consumers must use the new names.";

    public static string ParametersApplyLater => "The changed parameters apply from the next rotation on.";

    public static string RenamesInSteps =>
        $"{Envelope.SecretsMappingName} exchanges the names of existing secrets. "
        + "The secrets are renamed in several steps; "
        + "some names do not exist for a short time.";

    public static string ResponseNotUnderstood(string id, Exception fault) =>
        $"Rotation {id} was updated, but this provider could not process the response ({fault.GetType().Name}). "
        + "Run pulumi refresh, and please report this.";

    public static string OutcomeUnknown(string id, Exception fault) =>
        $"Whether the last change of rotation {id} was applied is unknown, because this provider failed unexpectedly "
        + $"({fault.GetType().Name}). Check the rotation, then run pulumi up again; please report this.";

    public static string Cancelled => "The update was cancelled.";

    public static string NoMoveRoute(ApiException fault) =>
        $"This Infisical server cannot move a rotation to another environment or folder ({fault.ServerText}). Upgrade "
        + $"the server, or replace the rotation: {RotationMessages.Replace("URN")}. That "
        + "deletes it with its secrets and credentials, and creates a new one in the new folder.";

    public static string MappedSecretMissing(ApiException fault) =>
        $"{fault.WithAdvice()} A mapped secret was probably deleted out-of-band: Infisical cannot rename a missing "
        + "secret. Create a secret of that name again, or replace the rotation: "
        + $"{RotationMessages.Replace("URN")}.";

    public static string ChangeNotLookedUp(ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the change was applied is unknown, because reading the rotation failed too: "
        + $"{cause} Run pulumi up again; it sends only the changes that are missing.";

    public static string ChangeNotApplied(ApiException fault) =>
        $"{fault.WithAdvice()} The server does not show the change. Run pulumi up again; it compares and repeats what "
        + "is missing.";

    public static string RotationNotLookedUp(ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the credential was rotated is unknown, because reading the rotation failed "
        + $"too: {cause} Check the rotation first: the next pulumi up rotates again.";

    public static string NotRotated(ApiException fault) =>
        $"{fault.WithAdvice()} The server does not show a new credential; the next pulumi up requests it again.";

    public static string RotationFailed(Rotation rotation) =>
        $"Rotating \"{rotation.Name}\" failed: {RotationMessages.Sentence(rotation.LastRotationMessage)} "
        + $"{RotationMessages.InSecrets(rotation)} The next pulumi up tries again.";

    public static string RotatedWithFailure(Rotation rotation) =>
        $"\"{rotation.Name}\" was rotated and the new credential is in use, but a later step failed: "
        + RotationMessages.Sentence(rotation.LastRotationMessage);
}
