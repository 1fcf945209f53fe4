using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Delete;

/// <summary>
/// Another rotation of an account whose own credential a deletion would revoke. That would end what the other rotation
/// has published, and nobody would know the new credential. This run may have created the other one, as for a resource
/// that was renamed without an alias; or the project's list has it.
/// </summary>
/// <param name="Id">The id of one that shares an account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accounts">The accounts that both rotate.</param>
/// <param name="OtherAccounts">The accounts that no other rotation is known to rotate.</param>
internal sealed record SharedAccount(
    string Id, string Name, ImmutableArray<string> Accounts, ImmutableArray<string> OtherAccounts)
{
    /// <summary>
    /// Call after <see cref="RunState.RecordDeleting"/>: of rotations that are deleted at the same time, at least the
    /// last one has none. If the list can't be read, only those of this run are known.
    /// </summary>
    public static async Task<SharedAccount?> Find(
        ProviderSession session, RotationInputs inputs, string id, CancellationToken cancelled)
    {
        if (inputs is not { RevokeCredentialsOnDelete: true, Type.RevokesAccount: true })
        {
            return null;
        }

        var own = SameAccountCheck.AccountsOf(inputs);
        var others = session.Run.CreatedOf(own).Where(other => IsOther(other.Id)).ToList();
        foreach (var listed in await Listed(session, inputs, cancelled))
        {
            if (IsOther(listed.Id) && others.TrueForAll(other => other.Id != listed.Id)
                && await Exists(session, listed, cancelled))
            {
                others.Add(new CreatedRotation(
                    listed.Id, listed.Name, SameAccountCheck.AccountsOf(inputs.Type, listed)));
            }
        }

        return others is [var first, ..]
            ? new SharedAccount(
                first.Id,
                first.Name,
                Names(own.Intersect(first.Accounts)),
                Names(own.Except(others.SelectMany(other => other.Accounts))))
            : null;

        bool IsOther(string other) =>
            other != id && !session.Run.IsDeleted(other) && !session.Run.IsBeingDeleted(other);
    }

    private static async Task<ImmutableArray<Rotation>> Listed(
        ProviderSession session, RotationInputs inputs, CancellationToken cancelled)
    {
        try
        {
            return inputs.ProjectId is { } projectId
                ? [.. SameAccountCheck.Among(
                    await session.Reads.Rotations(projectId, notBefore: null, cancelled), inputs)]
                : [];
        }
        catch (ApiException)
        {
            return [];
        }
    }

    /// <summary>A list may still have a rotation that was deleted shortly before.</summary>
    private static async Task<bool> Exists(ProviderSession session, Rotation listed, CancellationToken cancelled)
    {
        try
        {
            return await session.Client.GetRotationAsync(listed.Type, listed.Id, cancelled) is not null;
        }
        catch (ApiException)
        {
            return true;
        }
    }

    private static ImmutableArray<string> Names(IEnumerable<Account> accounts) =>
        [.. accounts.Select(account => account.Name).Order(StringComparer.Ordinal)];
}
