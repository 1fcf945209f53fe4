using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Finds the mapped secrets that a rotation does not have any more: the server protects them, but a rollback of the
/// folder, a restored backup or a change in the database can remove them. Only names are read.
/// </summary>
internal sealed class MappedSecretCheck(ProviderSession session)
{
    private readonly SharedReads _reads = session.Reads;

    /// <param name="isRecent">A replica may not know the secrets yet.</param>
    /// <param name="notBefore">How old the list may be; null for the usual lifetime of shared reads.</param>
    /// <exception cref="ApiException">The names could not be read.</exception>
    public async Task<ImmutableArray<LostSecret>> Run(
        MappedSecrets secrets, bool isRecent, DateTimeOffset? notBefore, CancellationToken cancelled)
    {
        var listed = (await _reads.SecretNames(
                secrets.ProjectId, secrets.Environment, secrets.Path, notBefore, cancelled))
            .ToLookup(secret => secret.Key, StringComparer.Ordinal);
        var lost = ImmutableArray.CreateBuilder<LostSecret>();
        foreach (var (field, name) in secrets.Names)
        {
            ImmutableArray<SecretName> found = [.. listed[name]];
            if (found.IsEmpty && await Find(secrets, name, isRecent, cancelled) is { } unlisted)
            {
                found = [unlisted];
            }

            if (!found.Any(secret => MayBeOf(secrets.RotationId, secret)))
            {
                lost.Add(await Lost(secrets.ProjectId, field, name, found, cancelled));
            }
        }

        return lost.ToImmutable();
    }

    /// <summary>Not every server names the rotation of a secret.</summary>
    private static bool MayBeOf(string rotationId, SecretName secret) => string.IsNullOrEmpty(secret.RotationId)
        ? secret.IsRotatedSecret is not false
        : secret.RotationId == rotationId;

    private async Task<LostSecret> Lost(
        string projectId, string field, string name, ImmutableArray<SecretName> found, CancellationToken cancelled)
    {
        var ownerId = found.Select(secret => secret.RotationId).FirstOrDefault(id => !string.IsNullOrEmpty(id));
        return ownerId is not null
            ? new LostSecret(field, name, SecretLoss.OfOtherRotation, ownerId)
            {
                Owner = await Owner(projectId, ownerId, cancelled),
            }
            : new LostSecret(field, name, found.IsEmpty ? SecretLoss.Missing : SecretLoss.Ordinary);
    }

    /// <summary>A secret that the list does not have; null if it does not exist.</summary>
    private async Task<SecretName?> Find(
        MappedSecrets secrets, string name, bool isRecent, CancellationToken cancelled)
    {
        if (!isRecent)
        {
            return await Ask(cancelled);
        }

        var result = await Polling.UntilOrCancelled(session.Time, Polling.Short, Ask, cancelled);
        return result.Fault is { } fault ? throw fault : result.Found;

        Task<SecretName?> Ask(CancellationToken ended) => session.Client.FindSecretNameAsync(
            secrets.ProjectId, secrets.Environment, secrets.Path, name, ended);
    }

    private async Task<Rotation?> Owner(string projectId, string id, CancellationToken cancelled)
    {
        try
        {
            return (await _reads.Rotations(projectId, null, cancelled)).FirstOrDefault(rotation => rotation.Id == id);
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
