using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Delete;

/// <summary>
/// Deletes a rotation with its secrets and credentials. Both flags of the request are always sent: the server's default
/// leaves live credentials and their secrets behind.
/// </summary>
internal sealed class DeleteOperation(ProviderSession session)
{
    /// <param name="inputs">The inputs of the last update.</param>
    /// <param name="createdAt">When the server created the rotation; null if unknown.</param>
    public async Task Run(RotationInputs inputs, string id, DateTimeOffset? createdAt, CallContext context)
    {
        // A resource that was renamed without an alias: the new one adopted or imported the rotation.
        if (session.Run.Holders.Release(id, context.Urn) is { } holder)
        {
            session.Run.RecordHeldByOther(id, holder);
            context.Warn(DeleteMessages.KeptForHolder(inputs.Name, id, holder, holder == context.Urn));
            return;
        }

        // Before the lock: of rotations that are deleted at the same time, none keeps its credential for another.
        session.Run.RecordDeleting(id);
        var notices = await DeleteOrRestoreHolder(inputs, id, createdAt, context);
        session.Run.RecordDeleted(id);
        foreach (var notice in notices)
        {
            context.Warn(notice);
        }
    }

    /// <summary>What the user should know after the deletion. After the request nothing may fail any more.</summary>
    private static ImmutableArray<string> Notices(RotationInputs inputs, SharedAccount? shared) =>
    [
        .. inputs.DeleteSecretsOnDelete && inputs.RevokeCredentialsOnDelete
            ? (ReadOnlySpan<string>)[]
            : [DeleteMessages.Kept(inputs, shared)],
        .. inputs is { RevokeCredentialsOnDelete: true, Type.RevocationRisk: not null }
            ? (ReadOnlySpan<string>)[DeleteMessages.RevokedMore(inputs)]
            : [],
        .. inputs is { RevokeCredentialsOnDelete: true, Type.Revocation: Revocation.BestEffort or Revocation.Unknown }
            ? (ReadOnlySpan<string>)[DeleteMessages.RevocationUnproven(inputs.Type)]
            : [],
    ];

    /// <summary>A rotation that was not deleted stays in the state.</summary>
    /// <returns>What the user should know.</returns>
    private async Task<ImmutableArray<string>> DeleteOrRestoreHolder(
        RotationInputs inputs, string id, DateTimeOffset? createdAt, CallContext context)
    {
        try
        {
            using var accountLock = await AccountLock.Acquire(session, inputs, context.Cancelled);
            var shared = await SharedAccount.Find(session, inputs, id, context.Cancelled);
            inputs = shared is null ? inputs : inputs.KeepingCredentials();
            var notices = Notices(inputs, shared);
            var existed = await Delete(inputs, id, createdAt, context);
            session.Aws?.ForgetIssue(inputs.RevokeCredentialsOnDelete ? inputs.IamUser : null);
            return existed ? notices : [];
        }
        catch (Exception fault)
            when (fault is not (RefusalException or OperationCanceledException or OutOfMemoryException))
        {
            RestoreHolder(id, context);
            throw new RefusalException(
                RefusalKind.Unavailable, DeleteMessages.OutcomeUnknown(inputs.Name, fault), fault);
        }
        catch
        {
            RestoreHolder(id, context);
            throw;
        }
    }

    /// <summary>The resource still has the rotation: the deletion failed.</summary>
    private void RestoreHolder(string id, CallContext context)
    {
        session.Run.Holders.RecordStored(id, context.Urn);
        session.Run.RecordDeleting(id, isDeleting: false);
    }

    /// <summary>Returns only when the rotation is gone; false if it was gone before.</summary>
    private async Task<bool> Delete(
        RotationInputs inputs, string id, DateTimeOffset? createdAt, CallContext context)
    {
        session.Run.RecordWrite(id);
        bool existed;
        try
        {
            existed = await session.Client.DeleteRotationAsync(
                inputs.Type.Slug,
                id,
                inputs.DeleteSecretsOnDelete,
                inputs.RevokeCredentialsOnDelete,
                context.Cancelled);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            if (await ConfirmDeleted(inputs, id, createdAt, fault) is { } unfinished)
            {
                await DeleteWithoutKeys(inputs, id, createdAt, unfinished, context);
            }

            await RefuseIfAbsenceUnproven(inputs, id, context);
            return true;
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal(fault.IsNotFound ? DeleteMessages.ObjectMissing(context.Urn, fault) : null);
        }

        if (!existed)
        {
            await RefuseIfAbsenceUnproven(inputs, id, context);
        }

        return existed;
    }

    /// <summary>
    /// Another server answers "not found" too. A replica may list a deleted rotation for a moment.
    /// </summary>
    private async Task RefuseIfAbsenceUnproven(RotationInputs inputs, string id, CallContext context)
    {
        var result = await Polling.Until<Absence>(session.Time, Polling.Short, async ended =>
        {
            var absence = await session.Reads.ProveAbsence(inputs.ProjectId, id, ended);
            return absence.IsProven || absence.Fault is not null || inputs.ProjectId is null ? absence : null;
        });
        var found = result.Found ?? new Absence(IsProven: false, result.Fault);
        if (!found.IsProven)
        {
            var reason = RotationMessages.AbsenceNotProven(context.Urn, inputs.ProjectId, found);
            throw new RefusalException(
                RefusalKind.Precondition, DeleteMessages.AbsenceNotProven(inputs.Name, id, reason), found.Fault);
        }
    }

    /// <summary>The request is not repeated: a second revocation of a revoked credential would fail.</summary>
    /// <returns>The server's own error, if revoking failed; null if the rotation is gone.</returns>
    private async Task<ApiException?> ConfirmDeleted(
        RotationInputs inputs, string id, DateTimeOffset? createdAt, ApiException fault)
    {
        var result = await LostDelete.Find(session, createdAt, fault, async ended =>
            await session.Client.GetRotationAsync(inputs.Type.Slug, id, ended) is null);
        return result.Outcome is LostDeleteOutcome.Deleted ? null
            : result.Fault is { } unread
                ? throw fault.ToRefusal(DeleteMessages.NotLookedUp(inputs.Name, fault, unread.Message))
            : fault is { Failure: ApiFailure.Answered, Status: 500 } && inputs.RevokeCredentialsOnDelete ? fault
            : throw fault.ToRefusal(DeleteMessages.StillThere(fault));
    }

    /// <summary>
    /// The server could not revoke. Where AWS shows that no key is left, the rotation is deleted without revoking.
    /// </summary>
    private async Task DeleteWithoutKeys(
        RotationInputs inputs, string id, DateTimeOffset? createdAt, ApiException fault, CallContext context)
    {
        if (await KeysLeft.Of(session, inputs) is not { } keys)
        {
            throw fault.ToRefusal(DeleteMessages.Incomplete(inputs.Type, inputs.Name, fault));
        }

        if (!keys.IsEmpty)
        {
            throw fault.ToRefusal(DeleteMessages.KeysLeft(inputs, keys, fault));
        }

        try
        {
            await session.Client.DeleteRotationAsync(
                inputs.Type.Slug,
                id,
                inputs.DeleteSecretsOnDelete,
                revokeGeneratedCredentials: false,
                context.Cancelled);
        }
        catch (ApiException again) when (again.IsOutcomeUnknown)
        {
            if (await ConfirmDeleted(inputs, id, createdAt, again) is not null)
            {
                throw again.ToRefusal(DeleteMessages.StillThere(again));
            }
        }
        catch (ApiException again)
        {
            throw again.ToRefusal();
        }

        context.Info(DeleteMessages.NoKeysLeft(inputs));
    }
}
