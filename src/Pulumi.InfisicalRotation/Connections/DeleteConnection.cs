using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
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
            session.Run.RecordKept(id, holder);
            context.Warn(ConnectionMessages.KeptForHolder(inputs.Name, id, holder));
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
    }

    private async Task Delete(ConnectionInputs inputs, string id, PropertyMap outputs, CallContext context)
    {
        session.Run.RecordWrite(id);
        try
        {
            if (!await session.Client.DeleteConnectionAsync(inputs.Type.App, id, context.Cancelled))
            {
                await RequireAbsence(inputs, id, outputs, context);
            }
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.ConnectionInUse)
        {
            throw fault.ToRefusal(ConnectionMessages.InUse(
                inputs.Name, fault, await Users(inputs, id, context.Cancelled)));
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            await ConfirmDeleted(inputs, id, fault);
            await RequireAbsence(inputs, id, outputs, context);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    private async Task ConfirmDeleted(ConnectionInputs inputs, string id, ApiException fault)
    {
        var schedule = fault.MayStillBeRunning ? Polling.Long : Polling.Short;
        var result = await Polling.Until<object>(
            session.Time,
            schedule,
            async ended => await session.Client.GetConnectionAsync(inputs.Type.App, id, ended) is null ? true : null);
        if (result.Found is null)
        {
            throw fault.ToRefusal(result.Fault is { } unread
                ? ConnectionMessages.DeletionNotLookedUp(inputs.Name, fault, unread.Message)
                : ConnectionMessages.StillThere(fault));
        }
    }

    /// <summary>Another server answers "not found" too.</summary>
    private async Task RequireAbsence(
        ConnectionInputs inputs, string id, PropertyMap outputs, CallContext context)
    {
        var organizationId = TextOf(outputs, ConnectionFields.OrganizationId);
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

    /// <summary>
    /// The rotations that use the connection, of its project or of the projects that this run knows. What cannot be
    /// read is left out: the refusal alone is enough.
    /// </summary>
    private async Task<ImmutableArray<Rotation>> Users(
        ConnectionInputs inputs, string id, CancellationToken cancelled)
    {
        IEnumerable<string?> projects = inputs.ProjectId is { } own
            ? [own]
            : [session.Settings.ProjectId, .. session.Reads.ReadProjects];
        var users = ImmutableArray.CreateBuilder<Rotation>();
        foreach (var projectId in projects.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                var rotations = await session.Reads.Rotations(projectId, session.Time.GetUtcNow(), cancelled);
                users.AddRange(rotations.Where(rotation => rotation.ConnectionId == id));
            }
            catch (ApiException)
            {
                // The list only completes the message.
            }
        }

        return users.ToImmutable();
    }

    private static string? TextOf(PropertyMap outputs, Field field) =>
        (outputs.Get(field.Name)?.Plain() as PropertyValue.Text)?.Value;
}
