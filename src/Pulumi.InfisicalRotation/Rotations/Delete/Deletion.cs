using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Delete;

/// <summary>
/// Deletes a rotation, and with it what creating it made: both flags of the request are always said, for the server's own default is
/// to leave live credentials and their secrets behind.
/// </summary>
internal sealed class Deletion(ProviderSession session)
{
    /// <param name="inputs">What it was made of.</param>
    /// <param name="id">Its id.</param>
    /// <param name="createdAt">When the server made it; null where that is not known.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="context">Where messages go.</param>
    public async Task Delete(RotationInputs inputs, string id, DateTimeOffset? createdAt, string urn, CallContext context)
    {
        // Renamed without an alias: another resource took the rotation over in this very run, and lives on with it.
        if (session.Adopted.TryGetValue(id, out var heir) && heir != urn)
        {
            context.Log(LogLevel.Warning, RotationMessages.KeptForHeir(inputs.Name, id, heir));
            return;
        }

        var wasThere = await Remove(inputs, id, createdAt, context.Cancelled);
        session.Replacements.NoteRemoved(id);
        if (!wasThere)
        {
            return;
        }

        if (!inputs.DeleteSecretsOnDelete || !inputs.RevokeCredentialsOnDelete)
        {
            context.Log(LogLevel.Warning, RotationMessages.Kept(inputs));
        }

        if (inputs is { RevokeCredentialsOnDelete: true, Type.Revocation: Revocation.BestEffort })
        {
            context.Log(LogLevel.Warning, RotationMessages.RevocationUnproven(inputs.Type));
        }
    }

    /// <summary>Ends only where the rotation is gone; false where it was gone before.</summary>
    private async Task<bool> Remove(RotationInputs inputs, string id, DateTimeOffset? createdAt, CancellationToken waits)
    {
        session.Reads.NoteWrite(id);
        try
        {
            return await session.Client.DeleteRotationAsync(
                inputs.Type.Slug, id, inputs.DeleteSecretsOnDelete, inputs.RevokeCredentialsOnDelete, waits);
        }
        catch (ApiException fault) when (fault.IsFateUnknown)
        {
            await Settle(inputs, id, session.Client.Now - createdAt < Polling.Youth, fault);
            return true;
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    /// <summary>
    /// The request is not repeated: a second revocation of what the first revoked already would fail. Whether the rotation is still
    /// there decides; of a young one a replica may not know yet, so "not found" has to hold to the end.
    /// </summary>
    private async Task Settle(RotationInputs inputs, string id, bool isYoung, ApiException fault)
    {
        var waits = fault.IsStillAtWork() ? Polling.Long : Polling.Short;
        var looks = 0;
        var sight = await Polling.Look<object>(session.Time, waits, async ended =>
        {
            looks++;
            return await session.Client.GetRotationAsync(inputs.Type.Slug, id, ended) is null && (!isYoung || looks == waits.Length) ? true : null;
        });
        if (sight.Found is not null)
        {
            return;
        }

        throw fault.ToRefusal(sight.Fault is not null
            ? RotationMessages.DeleteUnseen(inputs.Name, fault, sight.Fault.Message)
            : fault is { Failure: ApiFailure.Answered, Status: 500 } && inputs.RevokeCredentialsOnDelete
                ? RotationMessages.DeleteIncomplete(inputs.Type, inputs.Name, fault)
                : RotationMessages.DeleteUnknown(fault));
    }
}
