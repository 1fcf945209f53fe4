using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Read;

/// <summary>The messages of reading and importing rotations.</summary>
internal static class ReadMessages
{
    public static string Failed(Rotation rotation) =>
        $"The last rotation of \"{rotation.Name}\" failed at {rotation.LastRotationAttemptedAtText}: "
        + $"{RotationMessages.Sentence(rotation.LastRotationMessage)} "
        + $"{RotationMessages.InSecrets(rotation)}{NextAttempt(rotation)}";

    public static string Overdue(Rotation rotation) =>
        $"The rotation \"{rotation.Name}\" is overdue: it was scheduled for {rotation.NextRotationAtText}. "
        + $"{RotationMessages.InSecrets(rotation)} To rotate now, change {Envelope.RotateTriggers.Name}. On a "
        + "self-hosted server, check the job queue of Infisical.";

    public static string OlderThanState(string? name) =>
        $"Infisical still shows an older version of the rotation \"{name}\" than the state, as a replica does that has not "
        + "caught up with the last change. Nothing was changed. Run the command again in a minute.";

    public static string Reaction(UnhealthyReaction reaction) => reaction == UnhealthyReaction.Rotate
        ? $"{Envelope.WhenUnhealthy.Name} is rotate: the next pulumi up rotates once."
        : RotationMessages.FailsWhenUnhealthy;

    public static string StoredStateUsed(ApiException fault) =>
        "Rotations could not be read. Using the stored state; out-of-band changes are not detected: "
        + fault.WithAdvice()
        + (fault.IsLogin || fault.IsCredentialsRefused || fault.Failure == ApiFailure.NotConfigured
            ? " Before an update, the engine reads with the provider configuration of the last pulumi up; the next "
                + "pulumi up saves a changed configuration."
            : "");

    public static string Missing(string? name, string id) =>
        $"The rotation \"{name}\" ({id}) no longer exists in Infisical. If the program still declares it, the next "
        + "update recreates it with a new credential; the old credential may still be valid.";

    /// <summary>The resource only looks the rotation up (get).</summary>
    public static string MissingLookUp(string? name, string id) =>
        $"The rotation \"{name}\" ({id}), which the program looks up, no longer exists in Infisical.";

    public static string AbsenceNotProven(string? name, string id, string reason) =>
        $"Infisical does not know the rotation \"{name}\" ({id}). Using the stored state. {reason}";

    public static string MalformedId(string id) =>
        $"\"{id}\" is not a rotation id. Give its UUID, or projectId/environment/folder/path/name "
        + "(projectId/environment/name for the root folder).";

    public static string GenericIdNeedsProject(string id) =>
        $"The rotation {id} cannot be found by its id alone, because SecretRotation has no type at import. Give "
        + $"projectId/environment/folder/path/name instead, or set {Envelope.ProjectId.Name} in the provider "
        + "configuration.";

    public static string OtherType(Rotation rotation, RotationType type) =>
        $"Rotation \"{rotation.Name}\" ({rotation.Id}) has type {rotation.Type}, not {type.Slug}. "
        + "Import it as the resource of its own type.";

    /// <summary>
    /// The server compares the type with the connection's app only, and then fails on its own response.
    /// </summary>
    public static string MayBeOtherType(RotationType type, ApiException fault)
    {
        var others = RotationTypes.All
            .Where(other => other != type && other.ConnectionApps.Intersect(type.ConnectionApps).Any())
            .Select(other => PackageInfo.Token(other.TypeName));
        return string.Join(" or ", others) is { Length: > 0 } tokens
            ? $"{fault.WithAdvice()} Infisical responds like this if the rotation has another type of the same app; if "
                + $"so, import it as {tokens}."
            : fault.WithAdvice();
    }

    private static string NextAttempt(Rotation rotation) =>
        rotation is { IsAutoRotationEnabled: not false, NextRotationAtText: { } next }
            ? $" Infisical tries again at {next}."
            : "";
}
