using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>Deletes a connection. The server refuses it while something uses the connection.</summary>
internal sealed class DeleteConnection(ProviderSession session)
{
    public async Task Run(ConnectionInputs inputs, string id, PropertyMap outputs, CallContext context)
    {
        if (session.Run.Holders.Release(id, context.Urn) is { } holder)
        {
            session.Run.RecordHeldByOther(id, holder);
            context.Warn(ConnectionMessages.KeptForHolder(inputs.Name, id, holder));
            return;
        }

        if (ConnectionState.HashOf(outputs) == ConnectionState.NotWritten)
        {
            session.Run.RecordHeldByOther(id, ConnectionMessages.PerhapsAnotherProgram);
            context.Warn(ConnectionMessages.KeptNeverWritten(inputs.Name, id));
            return;
        }

        try
        {
            await Delete(inputs, id, outputs, context);
        }
        catch
        {
            // A connection that was not deleted stays in the state.
            session.Run.Holders.RecordStored(id, context.Urn);
            throw;
        }

        session.Run.RecordDeleted(id);
        if (inputs.IsPlatformManaged)
        {
            context.Warn(ConnectionMessages.PasswordLost(inputs.Name));
        }
    }

    private async Task Delete(ConnectionInputs inputs, string id, PropertyMap outputs, CallContext context)
    {
        session.Run.RecordWrite(id);
        try
        {
            if (!await session.Client.DeleteConnectionAsync(inputs.Type.App, id, context.Cancelled))
            {
                await RefuseIfAbsenceUnproven(inputs, id, outputs, context);
            }
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.ConnectionInUse)
        {
            throw fault.ToRefusal(ConnectionMessages.InUse(
                inputs.Name, fault, await new ConnectionUsers(session).Find(
                    inputs, id, session.Time.GetUtcNow(), context.Cancelled)));
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            await ConfirmDeleted(inputs, id, ConnectionState.CreatedAt(outputs), fault);
            await RefuseIfAbsenceUnproven(inputs, id, outputs, context);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    private async Task ConfirmDeleted(
        ConnectionInputs inputs, string id, DateTimeOffset? createdAt, ApiException fault)
    {
        var result = await LostDelete.Find(session, createdAt, fault, async ended =>
            await session.Client.GetConnectionAsync(inputs.Type.App, id, ended) is null);
        if (result.Outcome is not LostDeleteOutcome.Deleted)
        {
            throw fault.ToRefusal(result.Fault is { } unread
                ? ConnectionMessages.DeletionNotLookedUp(inputs.Name, fault, unread.Message)
                : ConnectionMessages.StillThere(fault));
        }
    }

    /// <summary>Another server answers "not found" too.</summary>
    private async Task RefuseIfAbsenceUnproven(
        ConnectionInputs inputs, string id, PropertyMap outputs, CallContext context)
    {
        var organizationId = outputs.TextOf(ConnectionFields.OrganizationId);
        var result = await Polling.Until<Absence>(session.Time, Polling.Short, async ended =>
        {
            var absence = await session.Reads.ProveConnectionAbsence(inputs.ProjectId, organizationId, id, ended);
            return absence.IsProven || absence.Fault is not null ? absence : null;
        });
        var found = result.Found ?? new Absence(IsProven: false, result.Fault);
        if (!found.IsProven)
        {
            throw new RefusalException(
                RefusalKind.Precondition,
                ConnectionMessages.AbsenceNotProven(inputs.Name, id, context.Urn, found),
                found.Fault);
        }
    }
}
