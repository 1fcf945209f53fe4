using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The messages of preflight checks. An error begins with the property that can be changed.</summary>
internal static class PreflightMessages
{
    public static string CannotCreate(string? name, ImmutableArray<string> errors) =>
        $"Rotation \"{name}\" cannot be created:{Listed(errors)}";

    public static string CannotUpdate(string? name, ImmutableArray<string> errors) =>
        $"Rotation \"{name}\" cannot be updated:{Listed(errors)}";

    public static string ServerNotChecked(ApiException fault) =>
        "This preview could not read Infisical. It is based on the program and the stored state only: "
        + fault.WithAdvice();

    public static string SecretNamesNotChecked(ApiException fault) =>
        $"This preview could not check the names of the mapped secrets: {fault.WithAdvice()} "
        + "Grant the machine identity describeSecret on secrets to enable this check.";

    /// <param name="owner">The resource of the stack that has the existing rotation, or null.</param>
    /// <param name="isForComponent">The inputs are those of a component.</param>
    public static string NameTaken(
        RotationInputs inputs, Rotation existing, StackRotation? owner, bool isForComponent)
    {
        var text = $"{Envelope.Name.Name}: a rotation \"{existing.Name}\" already exists in "
            + $"{RotationMessages.Folder(existing.EnvironmentSlug, existing.FolderPath)}, "
            + $"created at {existing.CreatedAtText} ({existing.Type}, id {existing.Id}). ";
        var differences = RotationState.DifferencesOf(inputs, existing);
        var isIdentical = differences.IsEmpty;
        return owner is not null ? text + StackMessages.Owner(owner, owner.GivesUpName(existing), isIdentical)
            : isForComponent ? text + (isIdentical
                ? $"It is identical to the requested one. To adopt it, set {Envelope.AdoptExisting.Name}: true on the "
                    + "component."
                : $"It differs from the requested one in {string.Join(", ", differences)}: give the component another "
                    + $"{Envelope.Name.Name}, or the inputs of the rotation that exists and "
                    + $"{Envelope.AdoptExisting.Name}: true.")
            : isIdentical
            ? text + $"It is identical to the requested one. To adopt it, set {Envelope.AdoptExisting.Name}: true, or "
                + $"run `pulumi import {PackageInfo.Token(inputs.Type.TypeName)} NAME {existing.Id}`. If it belongs to "
                + "another resource of this stack that was renamed, add an alias to that resource instead. If this "
                + "resource itself has it and is being replaced, set the option deleteBeforeReplace: true."
            : text + $"It differs from the requested one in {string.Join(", ", differences)}: choose another name, or "
                + "import it and then change it. "
                + StackMessages.MayBeGivenUp;
    }

    public static string SecretExists(string field, string secret, string? environment, string? path) =>
        $"{Envelope.SecretsMappingName}.{field}: a secret \"{secret}\" already exists in "
        + $"{RotationMessages.Folder(environment, path)}; choose another name, or delete that secret.";

    /// <param name="resource">The resource of the stack that has the rotation, or null.</param>
    public static string SecretOfOtherRotation(
        string field, string secret, Rotation owner, StackRotation? resource) =>
        $"{Envelope.SecretsMappingName}.{field}: the secret \"{secret}\" in "
        + $"{RotationMessages.Folder(owner.EnvironmentSlug, owner.FolderPath)} belongs to the rotation "
        + $"\"{owner.Name}\" ({owner.Type}, id {owner.Id}). "
        + (resource is null
            ? "Choose another name. If that rotation is this resource under its old name, add an alias. "
                + StackMessages.MayBeGivenUp
            : StackMessages.Owner(resource, resource.GivesUpSecret(owner, secret), isAdoptable: false));

    /// <param name="own">The rotation to update or replace, as the server has it; null for a new one.</param>
    public static string FolderMissing(string path, string environment, string projectId, Rotation? own) =>
        $"{Envelope.SecretPath.Name}: the folder {path} does not exist in environment \"{environment}\" of project "
        + $"{projectId}"
        + (own is null
            ? $"; create it first. If this stack creates it, set {Envelope.SecretPath.Name} to an output of the "
                + "folder's resource."
            : $". The rotation {PlaceOf(own, environment)} Otherwise create the folder {path} first.");

    /// <inheritdoc cref="FolderMissing"/>
    public static string EnvironmentMissing(string environment, string projectId, Rotation? own) =>
        $"{Envelope.Environment.Name}: the environment \"{environment}\" does not exist in project {projectId}"
        + (own is null
            ? "; give the slug of an environment, such as dev."
            : $". The rotation {PlaceOf(own, environment)} Otherwise create the environment first.");

    public static string ConnectionMissing(string connectionId, RotationType type, string projectId) =>
        $"{Envelope.ConnectionId.Name}: {connectionId} is not among the {string.Join(" or ", type.ConnectionApps)} "
        + $"connections that this machine identity may use in project {projectId}. It does not exist, belongs "
        + "to another app or project, or the identity lacks the connect permission.";

    /// <summary>The connection exists, but not for this type or not for this project and identity.</summary>
    public static string ConnectionNotUsable(AppConnection found, RotationType type, string projectId)
    {
        var text = $"{Envelope.ConnectionId.Name}: {found.Id} is the connection \"{found.Name}\" for {found.App}, of "
            + (found.ProjectId is { } owner ? $"project {owner}" : "the organization");
        return !type.ConnectionApps.Contains(found.App)
            ? $"{text}. {type.Title} needs a connection for {string.Join(" or ", type.ConnectionApps)}: see the App "
                + "Connections of the project or of the organization in Infisical."
            : found.ProjectId is { } other && other != projectId
            ? $"{text}, so project {projectId} cannot use it. Give a connection of that project or of the organization."
            : $"{text}, but this machine identity may not use it. Grant it the permission "
                + $"{(found.ProjectId is null ? "connect" : "connect-app-connections")} on app-connections.";
    }

    public static string ConnectionsForbidden(ApiException fault) =>
        $"{Envelope.ConnectionId.Name}: this machine identity may not use app connections: {fault.WithAdvice()} "
        + "Grant it the permission connect on app-connections.";

    public static string ReadForbidden(ApiException fault) =>
        $"{Envelope.ProjectId.Name}: this machine identity may not read rotations, so it cannot manage any: "
        + $"{fault.WithAdvice()} Grant it the permission read on secret-rotation.";

    public static string ProjectMissing(string projectId, ApiException fault) =>
        $"{Envelope.ProjectId.Name}: {fault.WithAdvice()}"
        + (Guid.TryParse(projectId, out _)
            ? ""
            : " Give the project id from the project's settings, not its slug or name.");

    public static string PlanRestriction(ApiException fault) =>
        $"{Envelope.ProjectId.Name}: the Infisical plan does not include secret rotations: {fault.ServerText}";

    public static string SameAccount(string other, RotationType type) =>
        $"{other} rotates the same account: {type.ConflictEffect}. "
        + (type.RevokesAccount
            ? $"Keep only one of the two: set {Envelope.RevokeCredentialsOnDelete.Name}: false on the other one, run "
                + $"pulumi up, then remove it, and change {Envelope.RotateTriggers.Name} of the one that stays. While both "
                + "exist, this provider deletes either one without revoking its credentials, because that would end the "
                + "credential that the other one has published."
            : "Remove one of the two rotations.");

    /// <summary>Where the rotation is, and what the program has to say if its place was renamed.</summary>
    private static string PlaceOf(Rotation own, string environment)
    {
        var isOtherEnvironment = own.EnvironmentSlug != environment;
        return $"is now in {RotationMessages.Folder(own.EnvironmentSlug, own.FolderPath)}. If this is where it belongs "
            + $"because a folder or environment was renamed or moved in Infisical, set "
            + (isOtherEnvironment ? $"{Envelope.Environment.Name}: {own.EnvironmentSlug} and " : "")
            + $"{Envelope.SecretPath.Name}: {own.FolderPath} in the program.";
    }

    private static string Listed(ImmutableArray<string> errors) => errors.Length == 1
        ? $" {errors[0]}"
        : "\n" + string.Join("\n", errors.Select(error => "- " + error));
}
