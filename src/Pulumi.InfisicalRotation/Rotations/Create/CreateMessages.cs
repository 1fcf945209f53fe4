using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>The messages of creating a rotation.</summary>
internal static class CreateMessages
{
    public static string IssuesCredential(int? maxKeyAge, DateTimeOffset? next) =>
        "Creating this rotation issues a credential immediately. " + (next is { } at
            ? $"Next rotation: {RotationMessages.Minute(at)}.{RotationMessages.MaxKeyAge(maxKeyAge)}"
            : "Automatic rotation is off: Infisical rotates only on request.");

    public static string UnknownSlug(string slug, string? nearest) =>
        $"This provider does not know the rotation type \"{slug}\" and sends its parameters and secrets unchecked."
        + FieldMessages.DidYouMean(nearest);

    public static string Adopted(Rotation rotation) =>
        $"Adopting the existing rotation \"{rotation.Name}\" (id {rotation.Id}).";

    public static string AdoptedIfIdentical =>
        "Some inputs are not known yet. If they differ from those of the rotation, pulumi up refuses to adopt it.";

    public static string TriesAgain(TimeSpan wait, ApiException fault) =>
        "AWS does not let Infisical issue an access key yet. A new IAM user or policy needs some seconds; trying again in "
        + $"{wait.TotalSeconds:0} seconds. {fault.Message}";

    public static string CancelledAfterRefusal(string? name, ApiException fault) =>
        $"Creating rotation \"{name}\" was cancelled after IAM had refused it; no rotation was created. {fault.Message}";

    public static string CancelledBeforeRequest(string? name) =>
        $"Creating rotation \"{name}\" was cancelled before the request was sent; nothing was created.";

    public static string Abandoned(string? name, bool isRevoked) =>
        $"The engine disconnected before rotation \"{name}\" could be saved in the state, so it was deleted again."
        + (isRevoked ? "" : " Its credential was not revoked: delete it at the service.");

    public static string AbandonedNotDeleted(string? name, string id, string cause) =>
        $"The engine disconnected before rotation \"{name}\" could be saved in the state. It exists with id {id}, "
        + $"because deleting it failed: {cause}";

    public static string NotFound(RotationInputs inputs, ApiException fault) =>
        $"{fault.WithAdvice()} The rotation was not found in project {inputs.ProjectId} afterwards, so it was "
        + "probably not created. If a credential was issued, it is still valid at the service: check there, then run "
        + "pulumi up again. If the rotation does exist, that run reports it and explains what to do.";

    public static string NotLookedUp(RotationInputs inputs, ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the rotation exists is unknown, because reading it failed too: {cause} Look "
        + $"for \"{inputs.Name}\" in project {inputs.ProjectId}, then run pulumi up again: it reports whether the "
        + "rotation exists and explains what to do.";

    public static string ResponseNotUnderstood(Rotation rotation, Exception fault) =>
        $"Rotation \"{rotation.Name}\" was created with id {rotation.Id}, but this provider could not process the "
        + $"response ({fault.GetType().Name}). Run pulumi refresh, and please report this.";

    public static string CreatedNotRead(string? name, string id, string? cause) =>
        $"Rotation \"{name}\" was created with id {id}, but it could not be read again"
        + $"{(cause is null ? "." : $": {cause}")} Run pulumi refresh.";

    public static string EarlierNotLookedUp(RotationInputs inputs, string cause) =>
        $"An earlier request of this run to create \"{inputs.Name}\" failed, and whether the rotation exists is unknown: "
        + $"{cause} Look for it in project {inputs.ProjectId}, then run pulumi up again: it reports whether the rotation "
        + "exists and explains what to do.";

    public static string LostCreateFound(Rotation rotation) =>
        $"The response to creating \"{rotation.Name}\" was lost, but the rotation was created: it is saved with id "
        + $"{rotation.Id}.";

    public static string AlreadyExistsFound(Rotation rotation) =>
        $"Infisical reports that \"{rotation.Name}\" already exists. The rotation {rotation.Id} is identical to the "
        + "requested one and did not exist before, so it is saved for this resource: a proxy or gateway probably "
        + "sent the request twice. If another program creates the same rotation at the same time, the rotation "
        + "belongs to that program: remove one of the two declarations, and check the service for an unused "
        + "credential.";
}
