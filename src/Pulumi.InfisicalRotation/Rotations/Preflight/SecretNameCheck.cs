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
        var names = request.SecretNames.Select(pair => pair.Value).ToHashSet(StringComparer.Ordinal);
        var index = RotationIndex.Of(request.Listed);
        var held = names
            .SelectMany(name => index.WithSecret(environment, path, name).Select(rotation => (name, rotation)))
            .Where(pair => pair.rotation.Id != request.SecretsOwnerId && !request.Stack.IsDeleted(pair.rotation))
            .ToLookup(pair => request.GivingUpSecret(pair.rotation, pair.name) is not null);
        var (owners, givenUp) = (ByName(held[false]), ByName(held[true]));
        var taken = owners.Keys.ToHashSet(StringComparer.Ordinal);
        var unread = ImmutableArray<Finding>.Empty;
        try
        {
            var secrets = await reads.SecretNames(projectId, environment, path, request.NotBefore, request.Cancelled);
            taken.UnionWith(secrets
                .Where(secret => names.Contains(secret.Key)
                    && !IsOwn(request, secret.RotationId, secret.Key)
                    && !(givenUp.TryGetValue(secret.Key, out var holder) && IsOf(holder, secret.RotationId)))
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
                ? PreflightMessages.SecretOfOtherRotation(pair.Key, pair.Value, owner, request.Stack.Of(owner))
                : PreflightMessages.SecretExists(pair.Key, pair.Value, environment, path)));
        var notices = request.SecretNames
            .Where(pair => givenUp.ContainsKey(pair.Value) && !taken.Contains(pair.Value))
            .Select(pair => Finding.Notice(StackMessages.SecretGivenUp(
                pair.Key, pair.Value, givenUp[pair.Value], request.Stack.Of(givenUp[pair.Value])!)));
        return [.. conflicts, .. notices, .. unread];
    }

    private static Dictionary<string, Rotation> ByName(IEnumerable<(string Name, Rotation Rotation)> held) => held
        .DistinctBy(pair => pair.Name)
        .ToDictionary(pair => pair.Name, pair => pair.Rotation, StringComparer.Ordinal);

    private static bool IsOf(Rotation rotation, string? rotationId) =>
        string.IsNullOrEmpty(rotationId) || rotationId == rotation.Id;

    private static bool IsOwn(PreflightRequest request, string? rotationId, string name) =>
        request.SecretsOwnerId is { } own
        && (rotationId == own || (string.IsNullOrEmpty(rotationId) && request.OwnSecretNames.Contains(name)));

    public static IEnumerable<string> NamesOf(Rotation rotation) =>
        rotation.SecretsMapping?.Select(pair => pair.Value?.ToString() ?? "") ?? [];
}
