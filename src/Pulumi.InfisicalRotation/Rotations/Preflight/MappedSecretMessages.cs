using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The messages about mapped secrets that a rotation does not have any more.</summary>
internal static class MappedSecretMessages
{
    public static string CannotRename(LostSecret secret, MappedSecrets secrets, string urn) =>
        $"{Gone(secret, secrets)}, and Infisical cannot rename a missing secret. {WayOut(urn)}";

    public static string CannotRotate(LostSecret secret, MappedSecrets secrets, RotationType type, string urn) =>
        $"{Gone(secret, secrets)}. Infisical would issue a new credential and then fail to store it. "
        + (type.IamUser is null ? "" : OlderKey)
        + WayOut(urn);

    /// <summary>Which secrets are lost, what follows, and what to do.</summary>
    public static string Lost(
        string? name, RotationType type, MappedSecrets secrets, ImmutableArray<LostSecret> lost, string urn)
    {
        var text = $"The rotation \"{name}\" does not have all its secrets in {secrets.Folder}: "
            + $"{string.Join("; ", lost.Select(Described))}.";
        if (lost.Any(secret => secret.Loss == SecretLoss.Missing))
        {
            text += " Its next rotation issues a new credential and then fails to store it; the secrets keep the "
                + $"previous credential. {(type.IamUser is null ? "" : OlderKey)}{WayOut(urn)}";
        }

        if (lost.Any(secret => secret.Loss != SecretLoss.Missing))
        {
            text += " Infisical finds mapped secrets by their names: it overwrites, renames or deletes "
                + $"{Names(lost.Where(secret => secret.Loss != SecretLoss.Missing))} with this rotation.";
        }

        if (lost.Any(secret => secret.Loss == SecretLoss.Ordinary))
        {
            text += " If an ordinary secret is not meant for this rotation, rename that secret, then replace the "
                + $"rotation: {RotationMessages.Replace(urn)}.";
        }

        if (lost.Any(secret => secret.Loss == SecretLoss.OfOtherRotation))
        {
            text += " Two rotations must not share a secret: apply "
                + $"{Envelope.DeleteSecretsOnDelete.Name}: false, then change {Envelope.SecretsMappingName} and replace "
                + $"this rotation: {RotationMessages.Replace(urn)}.";
        }

        return text;
    }

    private const string OlderKey =
        "Each attempt also deletes the older access key of the IAM user, in the end the key in use. ";

    private static string Gone(LostSecret secret, MappedSecrets secrets) =>
        $"{PropertyPath.Member(Envelope.SecretsMappingName, secret.Field)}: the secret \"{secret.Name}\" no longer "
        + $"exists in {secrets.Folder}";

    private static string Described(LostSecret secret) => secret.Loss switch
    {
        SecretLoss.Missing => $"\"{secret.Name}\" does not exist",
        SecretLoss.Ordinary => $"\"{secret.Name}\" is an ordinary secret",
        _ when secret.Owner is { } owner =>
            $"\"{secret.Name}\" belongs to the rotation \"{owner.Name}\" ({owner.Type}, id {owner.Id})",
        _ => $"\"{secret.Name}\" belongs to the rotation {secret.OwnerId}",
    };

    private static string Names(IEnumerable<LostSecret> secrets) =>
        string.Join(" and ", secrets.Select(secret => $"\"{secret.Name}\""));

    private static string WayOut(string urn) =>
        $"Create the secret with any value, then change {Envelope.RotateTriggers.Name}: the rotation writes its value. "
        + $"Or replace the rotation: {RotationMessages.Replace(urn)}.";
}
