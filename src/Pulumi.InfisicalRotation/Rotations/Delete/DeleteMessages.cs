using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Delete;

/// <summary>The messages of deleting a rotation.</summary>
internal static class DeleteMessages
{
    /// <summary>What the user chose to keep, or what had to be kept.</summary>
    /// <param name="shared">The rotation for which the credentials were not revoked; null if that is not the reason.</param>
    public static string Kept(RotationInputs inputs, SharedAccount? shared)
    {
        var credentials = inputs.RevokeCredentialsOnDelete ? ""
            : shared is not null ? NotRevoked(shared)
            : " Its credentials were not revoked: they stay valid at the service and are no longer rotated.";
        var folder = RotationMessages.Folder(inputs.Environment, inputs.SecretPath);
        var secrets = inputs.DeleteSecretsOnDelete
            ? ""
            : $" The secrets {string.Join(", ", inputs.SecretNames.Values)} stay in {folder} as ordinary secrets"
                + (inputs.RevokeCredentialsOnDelete ? ", although the credentials in them were revoked." : ".");
        return $"The rotation \"{inputs.Name}\" was deleted.{credentials}{secrets}";
    }

    private static string NotRevoked(SharedAccount shared) =>
        $" Its credentials were not revoked, because the rotation \"{shared.Name}\" ({shared.Id}) also rotates "
        + $"{Quoted(shared.Accounts)}, and revoking would have ended the credential that it has published. Its next "
        + $"rotations end those of the deleted one; to rotate now, change its {Envelope.RotateTriggers.Name}."
        + (shared.OtherAccounts.IsEmpty
            ? ""
            : $" The credential of {Quoted(shared.OtherAccounts)} stays valid and is no longer rotated: change it at the "
                + "service.");

    private static string Quoted(ImmutableArray<string> accounts) =>
        string.Join(" and ", accounts.Select(account => $"\"{account}\""));

    public static string KeptForHolder(string? name, string id, string urn, bool isReplacement) =>
        $"The rotation \"{name}\" ({id}) also belongs to "
        + (isReplacement ? $"the replacement of this resource, {urn}" : urn)
        + ". It was not deleted, only removed from this resource's state.";

    public static string AbsenceNotProven(string? name, string id, string reason) =>
        $"Infisical does not know the rotation \"{name}\" ({id}), which stays in the state. {reason}";

    public static string ObjectMissing(string urn, ApiException fault) =>
        $"{fault.WithAdvice()} {RotationMessages.WrongServer(urn)}";

    public static string NotLookedUp(string? name, ApiException fault, string cause) =>
        $"{fault.WithAdvice()} Whether the rotation \"{name}\" was deleted is unknown, because reading it failed too: "
        + $"{cause} Run the command again.";

    public static string OutcomeUnknown(string? name, Exception fault) =>
        $"Whether the rotation \"{name}\" was deleted is unknown, because this provider failed unexpectedly "
        + $"({fault.GetType().Name}). Run the command again; please report this.";

    public static string StillThere(ApiException fault) =>
        $"{fault.WithAdvice()} The rotation still exists; run the command again.";

    public static string Incomplete(RotationType type, string? name, ApiException fault) =>
        $"{fault.WithAdvice()} The rotation \"{name}\" and its secrets still exist. The server does not say why. Most "
        + "often one of its credentials no longer exists at the service; the server then revokes the other one and "
        + $"fails all the same. Check which credentials are left at the service ({type.Title}). When none is needed "
        + $"any more, set {Envelope.RevokeCredentialsOnDelete.Name}: false, run pulumi up, and then remove the "
        + $"resource. {UndoReplacement}";

    public static string RevokedMore(RotationInputs inputs) =>
        $"The rotation \"{inputs.Name}\" was deleted. {inputs.Type.RevocationEffect}";

    public static string RevocationUnproven(RotationType type) => type.Revocation == Revocation.BestEffort
        ? $"For {type.Title}, Infisical reports success even if a credential could not be revoked. "
            + "Check at the service that it no longer exists."
        : $"For {type.Title}, it is not known whether Infisical reports a credential that could not be revoked. "
            + "Check at the service that it no longer works.";

    public static string NoKeysLeft(RotationInputs inputs) =>
        $"The IAM user \"{inputs.IamUser}\" has no access key left. The rotation \"{inputs.Name}\" was deleted without "
        + "revoking, which had failed.";

    public static string KeysLeft(RotationInputs inputs, ImmutableArray<AccessKey> keys, ApiException fault) =>
        $"{fault.WithAdvice()} The rotation \"{inputs.Name}\" and its secrets still exist, and the IAM user "
        + $"\"{inputs.IamUser}\" still has {string.Join(" and ", keys.Select(Shown))}. In AWS, delete the keys that the "
        + $"rotation created, and then run the command again; without any key left it succeeds. To keep a key, set "
        + $"{Envelope.RevokeCredentialsOnDelete.Name}: false, run pulumi up, and then remove the resource. "
        + UndoReplacement;

    private const string UndoReplacement =
        "If the rotation is being replaced, first undo the change that replaces it: the old rotation is deleted with the "
        + "inputs of the last pulumi up.";

    private static string Shown(AccessKey key) =>
        $"the access key {key.Id} (created {RotationMessages.Minute(key.CreatedAt)})";
}
