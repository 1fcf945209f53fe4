using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Mapped secrets must not exist yet. Some servers refuse an existing one only after they have issued a credential.
/// </summary>
internal sealed class SecretNameCheck : PreflightCheck
{
    public override async Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads)
    {
        if (request.SecretNames.IsEmpty
            || request.Inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } path })
        {
            return [];
        }

        // The list of rotations tells their secrets, even to an identity that may not read secrets.
        var owners = request.Rotations
            .Where(rotation => rotation.Id != request.SecretsOwnerId && request.IsInFolder(rotation))
            .SelectMany(rotation => NamesOf(rotation).Select(name => (name, rotation)))
            .DistinctBy(pair => pair.name)
            .ToDictionary(pair => pair.name, pair => pair.rotation, StringComparer.Ordinal);
        var taken = owners.Keys.ToHashSet(StringComparer.Ordinal);
        var unread = ImmutableArray<Finding>.Empty;
        try
        {
            var secrets = await reads.SecretNames(projectId, environment, path, request.NotBefore, request.Cancelled);
            taken.UnionWith(secrets
                .Where(secret => !IsOwn(request, secret.RotationId, secret.Key))
                .Select(secret => secret.Key));
        }
        catch (ApiException fault) when (fault.IsNotFound)
        {
            // The folder is missing, which the folder check reports.
        }
        catch (ApiException fault)
        {
            unread = [Finding.NotChecked(
                WarningTopic.SecretNamesNotChecked, fault, PreflightMessages.SecretNamesNotChecked(fault))];
        }

        var conflicts = request.SecretNames.Where(pair => taken.Contains(pair.Value)).Select(pair => Finding.Error(
            owners.TryGetValue(pair.Value, out var owner)
                ? PreflightMessages.SecretOfOtherRotation(pair.Key, pair.Value, owner)
                : PreflightMessages.SecretExists(pair.Key, pair.Value, environment, path)));
        return [.. conflicts, .. unread];
    }

    /// <summary>Not every server names the rotation of a secret; the list of rotations names it too.</summary>
    private static bool IsOwn(PreflightRequest request, string? rotationId, string name) =>
        request.SecretsOwnerId is { } own
        && (rotationId == own
            || (string.IsNullOrEmpty(rotationId) && request.Rotations.Any(
                rotation => rotation.Id == own && request.IsInFolder(rotation) && NamesOf(rotation).Contains(name))));

    private static IEnumerable<string> NamesOf(Rotation rotation) =>
        rotation.SecretsMapping?.Select(pair => pair.Value?.ToString() ?? "") ?? [];
}
