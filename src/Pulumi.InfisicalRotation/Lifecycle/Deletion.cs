using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Deletes a rotation, and with it what creating it made: both flags of the request are always said, for the server's own default is
/// to leave live credentials and their secrets behind.
/// </summary>
internal sealed class Deletion(Session session)
{
    public async Task Delete(RotationInputs inputs, string id, string urn, CallContext context)
    {
        // Renamed without an alias: another resource took the rotation over in this very run, and lives on with it.
        if (session.Adopted.TryGetValue(id, out var heir) && heir != urn)
        {
            context.Log(LogLevel.Warning, RotationMessages.KeptForHeir(inputs.Name, id, heir));
            return;
        }

        await Remove(inputs, id, inputs.DeleteSecretsOnDelete, inputs.RevokeCredentialsOnDelete, context.Cancelled);
        if (!inputs.DeleteSecretsOnDelete || !inputs.RevokeCredentialsOnDelete)
        {
            context.Log(LogLevel.Warning, RotationMessages.Kept(inputs));
        }

        if (inputs is { RevokeCredentialsOnDelete: true, Type.Revocation: Revocation.BestEffort })
        {
            context.Log(LogLevel.Warning, RotationMessages.RevocationUnproven(inputs.Type));
        }
    }

    /// <summary>Ends only where the rotation is gone.</summary>
    /// <param name="inputs">What it was made of.</param>
    /// <param name="id">Its id.</param>
    /// <param name="deletesSecrets">Whether its secrets go with it.</param>
    /// <param name="revokesCredentials">Whether its credentials are revoked first.</param>
    /// <param name="waits">Ends the waiting for what was not sent yet.</param>
    /// <exception cref="RefusalException">It is there still, or may be; the sentence says what to do.</exception>
    public async Task Remove(RotationInputs inputs, string id, bool deletesSecrets, bool revokesCredentials, CancellationToken waits)
    {
        session.Reads.NoteWrite(id);
        try
        {
            await session.Client.DeleteRotationAsync(inputs.Type.Slug, id, deletesSecrets, revokesCredentials, waits);
        }
        catch (ApiException fault) when (fault.IsFateUnknown)
        {
            await Settle(inputs, id, revokesCredentials, fault);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    /// <summary>
    /// The request is not repeated: a second revocation of what the first revoked already would fail. Whether the rotation is still
    /// there decides.
    /// </summary>
    private async Task Settle(RotationInputs inputs, string id, bool revokesCredentials, ApiException fault)
    {
        string? blindness = null;
        var isGone = await Patience.Look<object>(
            session.Time,
            fault.IsStillAtWork() ? Patience.Long : Patience.Short,
            async ended =>
            {
                try
                {
                    var found = await session.Client.GetRotationAsync(inputs.Type.Slug, id, ended);
                    blindness = null;
                    return found is null ? true : null;
                }
                catch (ApiException failure)
                {
                    blindness = failure.Message;
                    return null;
                }
            });
        if (isGone.Found is not null)
        {
            return;
        }

        blindness = isGone.IsCutShort ? blindness ?? RotationMessages.NoAnswerInTime : blindness;
        throw fault.ToRefusal(blindness is not null
            ? RotationMessages.DeleteUnseen(inputs.Name, fault, blindness)
            : fault.Failure == ApiFailure.Answered && revokesCredentials
                ? RotationMessages.DeleteIncomplete(inputs.Type, inputs.Name, fault)
                : RotationMessages.DeleteUnknown(fault));
    }
}
