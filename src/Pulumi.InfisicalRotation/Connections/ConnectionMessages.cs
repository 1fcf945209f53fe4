using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>The messages about app connections. Those of Check continue a property path.</summary>
internal static class ConnectionMessages
{
    public static string TwoGateways =>
        $"is not allowed with {ConnectionFields.GatewayId.Name}; set one of the two.";

    public static string CannotBeTurnedOff =>
        "cannot be turned off again: only Infisical knows the password now. Set it to true, or replace the connection "
        + "after you have reset the password.";

    public static string NeedsBrowser(ConnectionType type) =>
        "needs a login in a browser: a program cannot create a connection with this method. Create it in "
        + $"Infisical, then look it up with the function getAppConnection, or import it as {type.TypeName}.";

    public static string NameClaimed(string? shown, string owner) => shown is null
        ? $"is already used by {owner} of this stack in the same project or organization; choose another name."
        : $"is \"{shown}\", which {owner} of this stack already uses in the same project or organization; choose "
            + "another name.";

    public static string NameTaken(ConnectionInputs inputs, AppConnection holder) =>
        $"The app connection \"{inputs.Name}\" already exists in {Place(inputs.ProjectId)} ({holder.App}, id "
        + $"{holder.Id}). Choose another name"
        + (holder.App == inputs.Type.App
            ? $", or import it: pulumi import {PackageInfo.Token(inputs.Type.TypeName)} NAME {holder.Id}"
            : ".");

    public static string NameOfStack(AppConnection holder, string owner) =>
        $"The name \"{holder.Name}\" still belongs to {owner} of this stack. The update works only if that resource "
        + "gives up the name first.";

    public static string PredecessorInTheWay(string? name, AppConnection predecessor) =>
        $"The app connection \"{name}\" cannot be created while the one that it replaces ({predecessor.Id}) has the "
        + "same name. Set the resource option deleteBeforeReplace, or give the new connection another name.";

    public static string PredecessorHeld(string? name, AppConnection predecessor, string owner) =>
        $"The app connection \"{name}\" cannot be created: the one that it replaces ({predecessor.Id}) has the same name "
        + $"and was not deleted, because it also belongs to {owner}. Give the new connection another name.";

    /// <summary>Takes the place of the resource in <see cref="PredecessorHeld"/>.</summary>
    public const string PerhapsAnotherProgram = "another program, perhaps";

    public static string EngineReplaces(string id) =>
        $"This replaces the connection {id}, which has the same name. Without the resource option deleteBeforeReplace, "
        + "the engine creates the new connection first, and pulumi up refuses that.";

    public static string LosesPassword(string? name) =>
        $"Only Infisical knows the password of the account of \"{name}\". When the old connection is deleted, the "
        + "password is lost: reset it at the service, and set it in credentials.";

    public static string PasswordLost(string? name) =>
        $"The app connection \"{name}\" was deleted. Only Infisical knew the password of its account: reset it at the "
        + "service.";

    public static string UsedByOthers(string? name, ImmutableArray<Rotation> users) =>
        $"The app connection \"{name}\" cannot be replaced under its name, because it cannot be deleted: it is used by "
        + $"{string.Join(", ", users.Select(Shown))}, which this stack does not manage. Give the new connection another "
        + "name, or give those rotations another connection.";

    public static string Replaces(string id, bool isSamePlace) => isSamePlace
        ? $"This replaces the connection {id}, which is deleted first because both have the same name. The rotations "
            + "of this stack that use it are deleted before it and created again after it, with new credentials. With "
            + "another name, the new connection is created first."
        : $"This replaces the connection {id}. The new one is created first, and the old one is deleted last, if "
            + "nothing uses it any more.";

    public static string TakesOverPassword(string? name) =>
        $"Infisical takes over the password of the account of \"{name}\" and changes it. Nobody else knows the "
        + "password afterwards, and this cannot be turned off again.";

    public static string CredentialsManaged =>
        "Infisical manages the credentials of this connection and refuses to change them. Undo the change of "
        + $"{ConnectionFields.Credentials.Name}, or replace the connection.";

    public static string CredentialsPerhapsManaged =>
        "Infisical manages the credentials of this connection and refuses to change them. This preview does not know all "
        + $"of them yet: if pulumi up changes {ConnectionFields.Credentials.Name}, it fails.";

    public static string TriesCredentials => "Infisical tries the credentials before it saves them.";

    public static string NotChecked(ApiException fault) =>
        "Whether the name of the app connection is free could not be checked: " + fault.WithAdvice()
        + (fault.IsPermissionDenied ? " pulumi up needs this permission to find a connection whose creation failed." : "");

    public static string TriesAgain(ConnectionType type, TimeSpan wait, ApiException fault) =>
        $"{type.Title} does not accept the credentials yet. A new key or role needs some seconds; trying again in "
        + $"{wait.TotalSeconds:0} seconds. {fault.Message}";

    public static string CancelledBeforeCreate(string? name) =>
        $"Creating the app connection \"{name}\" was cancelled; nothing was created.";

    public static string CancelledBeforeUpdate(string? name) =>
        $"Updating the app connection \"{name}\" was cancelled; nothing was changed.";

    public static string Abandoned(AppConnection connection, string? failure) =>
        $"The engine disconnected before the app connection \"{connection.Name}\" could be saved in the state"
        + (failure is null
            ? ", so it was deleted again."
            : $". It exists with id {connection.Id}, because deleting it failed: {failure}");

    public static string AbandonedExisting(AppConnection connection) =>
        $"The command was cancelled. The app connection \"{connection.Name}\" ({connection.Id}) exists now, and may have "
        + "other secrets than those of the program. It is not in the state: to use it, import it.";

    public static string AbandonedManaged(AppConnection connection) =>
        $"The engine disconnected before the app connection \"{connection.Name}\" could be saved in the state. It exists "
        + $"with id {connection.Id}. It was not deleted, because only Infisical knows the password of its account: import "
        + "it.";

    public static string LostCreateFound(AppConnection connection) =>
        $"The response to creating the app connection \"{connection.Name}\" was lost, but it was created: it is saved "
        + $"with id {connection.Id}.";

    public static string SecretsNotWritten(AppConnection connection, Exception fault) =>
        $"The app connection \"{connection.Name}\" ({connection.Id}) is saved in the state, but it may have other secrets: "
        + $"writing those of the program failed: {fault.Message} Run pulumi up again: it writes them.";

    public static string CreateNotFound(ConnectionInputs inputs, ApiException fault) =>
        $"{fault.WithAdvice()} The connection was not found in {Place(inputs.ProjectId)} afterwards, so it was probably "
        + "not created. Run pulumi up again: it reports whether the connection exists.";

    public static string CreateNotLookedUp(ConnectionInputs inputs, ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the app connection \"{inputs.Name}\" exists is unknown, because reading "
        + $"{Place(inputs.ProjectId)} failed too: {cause} Run pulumi up again: it reports whether the connection exists.";

    public static string ResponseNotUnderstood(AppConnection connection, Exception fault) =>
        $"The app connection \"{connection.Name}\" ({connection.Id}) was saved, but this provider could not process "
        + $"the response ({fault.GetType().Name}). Run pulumi refresh, and please report this.";

    public static string StoredStateUsed(ApiException fault) =>
        "App connections could not be read. Using the stored state; out-of-band changes are not detected: "
        + fault.WithAdvice();

    public static string Missing(string? name, string id) =>
        $"The app connection \"{name}\" ({id}) no longer exists in Infisical. If the program still declares it, the "
        + "next update creates it again.";

    /// <summary>The resource only looks the connection up (get).</summary>
    public static string MissingLookUp(string? name, string id) =>
        $"The app connection \"{name}\" ({id}), which the program looks up, no longer exists in Infisical.";

    public static string AbsenceNotProven(string? name, string id, string urn, Absence absence) =>
        $"Infisical does not know the app connection \"{name}\" ({id}), which stays in the state. "
        + (absence.Fault is { } fault
            ? $"Whether it was deleted is unknown, because its project or organization cannot be read either: "
                + fault.WithAdvice()
            : "Whether it was deleted is unknown, because this server shows nothing of the same organization, or still "
                + "lists it.")
        + $" If {ProviderConfig.Host.Name} or the credentials are those of another server, correct them and run the "
        + $"command again. If it was deleted, remove it from the state: pulumi state delete '{urn}'";

    public static string ChangedOutOfBand(string name) =>
        $"The credentials of the app connection \"{name}\" were changed outside of Pulumi. The next pulumi up writes "
        + "those of the program again, unless ignoreChanges covers them.";

    public static string ChangedWithoutSecrets(string name) =>
        $"The credentials of the app connection \"{name}\" were changed outside of Pulumi. The state has no secret of "
        + "them, as after an import or a refresh. If the program has the secrets, pulumi up writes them again.";

    public static string ChangedByRotation(string name) =>
        $"The credentials of the app connection \"{name}\" were changed outside of Pulumi, perhaps by a rotation of "
        + "its own account, so pulumi up does not write those of the program again. To write them, change them.";

    public static string MalformedId(string id, ConnectionType type) =>
        $"\"{id}\" is not the id of a connection for {type.Title}. Give its UUID, {type.App}/projectId/name, or "
        + $"{type.App}//name for a connection of the organization.";

    public static string OtherApp(AppConnection connection, ConnectionType type) =>
        $"The app connection \"{connection.Name}\" ({connection.Id}) is for {connection.App}, not for {type.App}. "
        + "Import it as the resource of its own app.";

    public static string SecretsNeeded(ImmutableArray<string> missing) =>
        "Infisical replaces the credentials of a connection as a whole, and cannot be asked for the secret ones. Give "
        + $"{string.Join(", ", missing.Select(name => $"{ConnectionFields.Credentials.Name}.{name}"))} as well.";

    public static string ChangeNotLookedUp(ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the change was applied is unknown, because reading failed too: {cause} Run "
        + "pulumi up again.";

    public static string ChangeNotConfirmed(ApiException fault) =>
        $"{fault.WithAdvice()} The connection does not show the change, so it was probably not applied; run pulumi up "
        + "again.";

    public static string Gone(string id) => $"The app connection {id} does not exist any more; run pulumi refresh.";

    public static string SecretsNotCompared(string name) =>
        $"The secrets of the app connection \"{name}\" cannot be read. Those of the program are taken for the same; to "
        + "write them, change them after the import.";

    public static string IgnoredByServer(ImmutableArray<string> names) =>
        $"This Infisical server ignored {string.Join(", ", names)}: the response does not contain what was sent. Remove "
        + "it from the program, or use a server version that supports it.";

    public static string KeptForHolder(string? name, string id, string urn) =>
        $"The app connection \"{name}\" ({id}) also belongs to {urn}. It was not deleted, only removed from this "
        + "resource's state.";

    /// <summary>Its name was taken when it was created, and its secrets could not be written.</summary>
    public static string KeptNeverWritten(string? name, string id) =>
        $"The app connection \"{name}\" ({id}) was not deleted, only removed from this resource's state: its name was "
        + "already taken when it was created, and its secrets could not be written, so it may belong to another program. "
        + "Delete it in Infisical if nothing else uses it.";

    public static string InUse(string? name, ApiException fault, ImmutableArray<Rotation> users) =>
        $"{fault.WithAdvice()} "
        + (users.IsEmpty
            ? $"Something that this provider cannot see uses the app connection \"{name}\": a rotation of another "
                + "project, a secret sync or a dynamic secret."
            : $"The app connection \"{name}\" is used by {string.Join(", ", users.Select(Shown))}.")
        + " Delete what uses it, or give it another connection, and run the command again.";

    public static string DeletionNotLookedUp(string? name, ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the app connection \"{name}\" was deleted is unknown, because reading it failed "
        + $"too: {cause} Run the command again.";

    public static string StillThere(ApiException fault) =>
        $"{fault.WithAdvice()} The connection still exists; run the command again.";

    private static string Shown(Rotation rotation) =>
        $"the rotation \"{rotation.Name}\" ({rotation.Type}, {rotation.EnvironmentSlug}:{rotation.FolderPath})";

    private static string Place(string? projectId) =>
        projectId is null ? "the organization" : $"project {projectId}";
}
