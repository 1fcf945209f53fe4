using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Every sentence a user can see about a rotation in the world: what we were doing, what is wrong, what to do.
/// </summary>
internal static class RotationMessages
{
    public static string Refused(ApiException fault) => $"{fault.Message}{Hint(fault)}";

    public static string Gone(string id) => $"The rotation {id} is gone; run pulumi refresh.";

    public static string Replaces(Predecessor old) =>
        $"This replaces the rotation {old.Id}, which is removed first: its secrets {(old.KeepsSecrets ? "stay" : "are deleted")} and its credentials "
        + $"{(old.KeepsCredentials ? "stay alive" : "are revoked at once")}. If the new one can't be created then, there is none until the next pulumi up.";

    public static string PredecessorRemoved(Predecessor old) =>
        $"The rotation {old.Id} that this replaces was removed before: there is none until the new one is created.";

    public static string PredecessorUnseen(Predecessor old) =>
        $"The rotation {old.Id} that this replaces does not show in Infisical any more; most likely an earlier run removed it, and there is none until the new one is created.";

    public static string NoAnswerInTime => "Infisical did not answer in time.";

    public static string Rival(string other, RotationType type) =>
        $"{other} rotates the same account: {type.RivalDamage}. Keep one of them.";

    /// <summary>What stays where the user wants it to.</summary>
    public static string Kept(RotationInputs inputs)
    {
        var credentials = inputs.RevokeCredentialsOnDelete ? "" : " Its credentials are not revoked: what is alive at the service stays so and is not rotated any more.";
        var secrets = inputs.DeleteSecretsOnDelete
            ? ""
            : $" The secrets {string.Join(", ", inputs.SecretNames.Values)} stay in {Place(inputs.Environment, inputs.SecretPath)} as ordinary secrets"
                + (inputs.RevokeCredentialsOnDelete ? ", though Infisical was asked to revoke what is in them." : ".");
        return $"The rotation \"{inputs.Name}\" is removed.{credentials}{secrets}";
    }

    public static string KeptForHeir(string? name, string id, string heir) =>
        $"The rotation \"{name}\" ({id}) was taken over by {heir} in this run, so it is left as it is and only forgotten here.";

    public static string DeleteUnseen(string? name, ApiException fault, string cause) =>
        $"{fault.Message} Whether the rotation \"{name}\" is gone is not known, for looking failed too: {cause} Run the command again.";

    public static string RotateUnseen(ApiException fault, string cause) =>
        $"{fault.Message} Whether it rotated is not known, for looking failed too: {cause} Look at the rotation first: the next pulumi up rotates again.";

    public static string MappedSecretGone(ApiException fault) =>
        $"{fault.Message} Most likely a secret of the mapping was deleted by hand: Infisical can't rename what is gone. Create a secret of its name again, "
        + "or replace the rotation with `pulumi up --replace URN`.";

    public static string CannotCreate(string? name, ImmutableArray<string> problems) => problems.Length == 1
        ? $"Rotation \"{name}\" can't be created: {problems[0]}"
        : $"Rotation \"{name}\" can't be created:\n{string.Join("\n", problems.Select(problem => "- " + problem))}";

    public static string CannotUpdate(string? name, ImmutableArray<string> problems) => problems.Length == 1
        ? $"Rotation \"{name}\" can't be updated: {problems[0]}"
        : $"Rotation \"{name}\" can't be updated:\n{string.Join("\n", problems.Select(problem => "- " + problem))}";

    public static string CannotCheck(ApiException fault) =>
        $"This preview can't see what is in Infisical: {fault.Message}{Hint(fault)} What it shows follows from the program alone.";

    public static string CannotCheckSecrets(ApiException fault) =>
        $"This preview can't see whether a mapped secret's name is taken: {fault.Message} The right describeSecret on secrets lets it.";

    public static string NameTaken(RotationInputs inputs, Rotation existing)
    {
        var what = $"{Envelope.Name.Name}: a rotation \"{existing.Name}\" exists already in {Place(existing.EnvironmentSlug, existing.FolderPath)}, "
            + $"made at {existing.CreatedAtText} ({existing.Type}, id {existing.Id}). ";
        return RotationState.IsAsAsked(inputs, existing)
            ? what + $"It is identical to what is asked for: set {Envelope.AdoptExisting.Name}: true to take it over, or run "
                + $"`pulumi import {PackageInfo.Token(inputs.Type.TypeName)} NAME {existing.Id}`. If it is another resource of this stack, which got a new name, give that one an alias instead."
            : what + "It differs from what is asked for: give another name, or import it and then change it.";
    }

    public static string SecretTaken(string field, string secret, string? environment, string? path) =>
        $"{Envelope.SecretsMappingName}.{field}: a secret \"{secret}\" exists already in {Place(environment, path)}; give another name, or delete that secret.";

    public static string SecretOfRotation(string field, string secret, Rotation owner) =>
        $"{Envelope.SecretsMappingName}.{field}: the secret \"{secret}\" in {Place(owner.EnvironmentSlug, owner.FolderPath)} belongs to the rotation "
        + $"\"{owner.Name}\" ({owner.Type}, id {owner.Id}); give another name. If that rotation is this resource under an earlier name, give it an alias.";

    public static string FolderMissing(string path, string environment, string projectId) =>
        $"{Envelope.SecretPath.Name}: there is no folder {path} in environment \"{environment}\" of project {projectId}; create it first. "
        + $"Where this stack creates it, take {Envelope.SecretPath.Name} from an output of the folder's resource.";

    public static string EnvironmentMissing(string environment, string projectId) =>
        $"{Envelope.Environment.Name}: there is no environment \"{environment}\" in project {projectId}; give the slug of one, such as dev.";

    public static string ConnectionMissing(string connectionId, RotationType type, string projectId) =>
        $"{Envelope.ConnectionId.Name}: {connectionId} is not among the connections for {string.Join(" or ", type.ConnectionApps)} that this machine "
        + $"identity may use in project {projectId}: it is missing, for another app, of another project, or the identity lacks the right to connect.";

    public static string ConnectionsForbidden(ApiException fault) =>
        $"{Envelope.ConnectionId.Name}: this machine identity may not use app connections: {fault.Message} Grant it connect on app-connections.";

    public static string ReadForbidden(ApiException fault) =>
        $"{Envelope.ProjectId.Name}: this machine identity may not read rotations, so none could be managed: {fault.Message} Grant it read on secret-rotation.";

    public static string ProjectMissing(string projectId, ApiException fault) =>
        $"{Envelope.ProjectId.Name}: {Refused(fault)}"
        + (Guid.TryParse(projectId, out _) ? "" : " Give the project's id, which its settings show, not its slug or name.");

    public static string PlanLacksRotations(ApiException fault) =>
        $"{Envelope.ProjectId.Name}: the Infisical plan does not include secret rotations: {fault.ServerText}";

    public static string NothingCreatedCancelled(string? name) => $"Creating rotation \"{name}\" was cancelled before it was sent; nothing was created.";

    public static string Abandoned(string? name) =>
        $"The engine went away while rotation \"{name}\" was being created. Nobody would have recorded it, so it was removed again.";

    public static string AbandonedAndLeft(string? name, string id, string cause) =>
        $"The engine went away while rotation \"{name}\" was being created; it exists as {id}, and removing it failed: {cause}";

    public static string CreateLost(RotationInputs inputs, ApiException fault) =>
        $"{fault.Message} The rotation did not show up in project {inputs.ProjectId} since, so most likely it was not created; "
        + "if a credential was issued on the way, it is left behind at the service. Look there, then run pulumi up again: "
        + "should the rotation exist after all, the run says so and what to do.";

    public static string CreateLostUnseen(RotationInputs inputs, ApiException fault, string cause) =>
        $"{fault.Message} Whether the rotation exists is not known, for looking it up failed too: {cause} "
        + $"Look in project {inputs.ProjectId} for \"{inputs.Name}\", then run pulumi up again: it says whether it exists and what to do.";

    public static string LostCreateFound(Rotation rotation) =>
        $"The answer to creating \"{rotation.Name}\" was lost, and the rotation was found: it is recorded as {rotation.Id}.";

    public static string TakenMeanwhile(Rotation rotation) =>
        $"Infisical says that \"{rotation.Name}\" exists already. The rotation {rotation.Id} is just as asked for and was not there before, so it is "
        + "recorded as this one: most likely the request was sent twice on its way. If somebody else creates the same rotation at this moment, "
        + "it is theirs: remove one of the two declarations, and look at the service for a credential that nothing uses.";

    public static string Adopted(Rotation rotation) => $"Takes over the rotation \"{rotation.Name}\" that exists already (id {rotation.Id}).";

    public static string FirstRotation(int? maxAge, DateTimeOffset? next) => next is { } at
        ? $"Creating this rotation issues a credential at once. Next rotation: {Minute(at)}.{MaxAge(maxAge)}"
        : "Creating this rotation issues a credential at once. Automatic rotation is off: the next one comes only on demand.";

    public static string NextRotation(int? maxAge, DateTimeOffset? next) => next is { } at
        ? $"Next rotation after this change: {Minute(at)}.{MaxAge(maxAge)}"
        : "Automatic rotation will be off: the next rotation comes only on demand.";

    public static string UpdateRotatesToday(DateTimeOffset next, DateTimeOffset now) => next <= now
        ? $"The rotation is due since {Minute(next)}: this change makes Infisical rotate at once."
        : $"The rotation is due today, at {Minute(next)}: this change makes Infisical queue it.";

    public static string RotatesNow => $"A change of {Envelope.RotateTriggers.Name}: this update rotates the credential once, at once.";

    public static string Moves(IEnumerable<string> secrets, (string? Environment, string? Path) from, (string? Environment, string? Path) to) =>
        $"Moves the rotation and its secrets {string.Join(", ", secrets)} from {Place(from.Environment, from.Path)} to {Place(to.Environment, to.Path)}: "
        + "who reads them has to follow.";

    public static string Renames(IEnumerable<(string Old, string New)> names) =>
        $"Renames the secrets {string.Join(", ", names.Select(name => $"{name.Old} to {name.New}"))}; their values stay, and who reads them has to follow.";

    public static string ParametersCountLater => "The changed parameters count from the next rotation on.";

    public static string RenamesInSteps => $"{Envelope.SecretsMappingName} swaps names that are in use: the secrets are renamed in several steps, and are "
        + "missing under their names for a moment.";

    public static string NoMoveRoute(ApiException fault) =>
        $"This Infisical server can't move a rotation to another environment or folder ({fault.ServerText}). Upgrade the server, or replace the rotation: "
        + "`pulumi up --replace URN` removes it, with its secrets and credentials, and creates it anew at the new place.";

    public static string Failed(Rotation rotation) =>
        $"The last rotation of \"{rotation.Name}\" failed at {rotation.LastRotationAttemptedAtText}: {Sentence(rotation.LastRotationMessage)} "
        + $"The credential of {rotation.LastRotatedAtText} stays in use.{NextTry(rotation)}";

    public static string Overdue(Rotation rotation) =>
        $"The rotation \"{rotation.Name}\" is overdue: it should have rotated at {rotation.NextRotationAtText} and did not. "
        + $"The credential of {rotation.LastRotatedAtText} is still in use; look at Infisical's job queue.";

    public static string StoredStateKept(ApiException fault) =>
        $"Rotations could not be read, so what is stored of them is taken as it is, and no change by hand is seen: {fault.Message}{Hint(fault)}"
        + (fault.IsLogin || fault.IsCredentialsRefused || fault.Failure == ApiFailure.NotConfigured
            ? " Before an update the engine reads with the configuration of the last pulumi up; the next one takes a new configuration over."
            : "");

    public static string MalformedId(string id) =>
        $"\"{id}\" is no id of a rotation: give its UUID, or projectId/environment/folder/path/name (projectId/environment/name in the root folder).";

    public static string GenericIdNeedsProject(string id) =>
        $"Where {id} is can't be told without its type: give projectId/environment/folder/path/name instead, or projectId in the provider's configuration.";

    public static string Vanished(string? name, string id) =>
        $"The rotation \"{name}\" ({id}) is not in Infisical any more. If the program still declares it, an update makes it anew, with a new credential; "
        + "whether the old one still lives at the service is not known.";

    /// <summary>The server holds the type only against the connection's app, and stumbles over the answer.</summary>
    public static string MaybeOtherType(RotationType type, ApiException fault)
    {
        var others = RotationTypes.All.Where(other => other != type && other.ConnectionApps.Intersect(type.ConnectionApps).Any()).Select(other => PackageInfo.Token(other.TypeName));
        return string.Join(" or as ", others) is { Length: > 0 } tokens
            ? $"{fault.Message} Infisical answers so where the rotation is of another type of the same app: then import it as {tokens}."
            : fault.Message;
    }

    public static string OtherType(Rotation rotation, RotationType type) =>
        $"Rotation \"{rotation.Name}\" ({rotation.Id}) is of type {rotation.Type}, not {type.Slug}: import it as the resource for its type.";

    public static string RotationInProgress(ApiException fault) => $"{fault.Message} Run pulumi up again in a minute.";

    public static string RotateFailed(Rotation rotation) =>
        $"Rotating \"{rotation.Name}\" failed: {Sentence(rotation.LastRotationMessage)} The credential of {rotation.LastRotatedAtText} stays in use. "
        + "The next pulumi up tries again.";

    public static string RotatedButFailed(Rotation rotation) =>
        $"\"{rotation.Name}\" was rotated and the new credential is in use, but a later step failed: {Sentence(rotation.LastRotationMessage)}";

    public static string RotateUnknown(ApiException fault) =>
        $"{fault.Message} The rotation looks untouched since; the next pulumi up asks for it again.";

    public static string WriteUnseen(ApiException fault, string cause) =>
        $"{fault.Message} Whether the change was made is not known, for looking failed too: {cause} Run pulumi up again, which compares and repeats what is missing.";

    public static string WriteUnknown(ApiException fault) =>
        $"{fault.Message} The change is not visible on the server; run pulumi up again, which compares and repeats what is missing.";

    public static string DeleteUnknown(ApiException fault) => $"{fault.Message} The rotation is still there; run the command again.";

    public static string DeleteIncomplete(RotationType type, string? name, ApiException fault) =>
        $"{fault.Message} The rotation \"{name}\" and its secrets are still there. The server does not say why; most often a credential of the rotation is "
        + "gone already at the service, and then it revokes the other one and fails all the same. Look at the service which credentials are left "
        + $"({type.Title}). Once none is wanted any more, set {Envelope.RevokeCredentialsOnDelete.Name}: false, run pulumi up, and remove the resource. If it is being replaced, "
        + "put back first what replaces it: the old one is deleted by the inputs of the last pulumi up.";

    public static string RevocationUnproven(RotationType type) =>
        $"For {type.Title} Infisical answers success even where a credential could not be revoked: look at the service whether it is gone.";

    public static string ProjectNeeded => $"{Envelope.ProjectId.Name} is required to list rotations: give it, here or in the provider's configuration.";

    private static string NextTry(Rotation rotation) => rotation is { IsAutoRotationEnabled: true, NextRotationAtText: { } next } ? $" Infisical tries again at {next}." : "";

    private static string MaxAge(int? days) => days is { } known ? $" A credential can reach an age of {known} days." : "";

    private static string Sentence(string? text) => text is null or "" or [.., '.' or '!' or '?'] ? text ?? "" : text + ".";

    private static string Place(string? environment, string? path) => $"{environment}:{path}";

    private static string Minute(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Hint(ApiException fault) => fault switch
    {
        { IsLogin: true } when fault.ServerText.Contains("locked", StringComparison.OrdinalIgnoreCase) => "",
        { IsLogin: true, IsMissingRoute: true } => $" Check {ProviderConfig.Host.Name} of the provider.",
        { Failure: ApiFailure.Answered, IsLogin: true } or { IsCredentialsRefused: true } =>
            $" Check {ProviderConfig.Auth.Name} of the provider and the INFISICAL_ variables of the environment.",
        { Failure: ApiFailure.Unreachable } => $" Check {ProviderConfig.Host.Name} of the provider, or INFISICAL_HOST of the environment.",
        { IsMissingRoute: true } => $" Check that {ProviderConfig.Host.Name} is an Infisical server with Secret Rotations v2, new enough for this type.",
        _ => "",
    };
}
