using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>Updates a connection with one PATCH. After a lost response, the connection shows whether it was applied.</summary>
internal sealed class UpdateConnection(ProviderSession session)
{
    public async Task<UpdateAnswer> Run(ConnectionPlan plan, string id, CallContext context)
    {
        plan.RefuseIfImpossible();
        if (plan.ChangedFields.IsEmpty)
        {
            return new UpdateAnswer(plan.Predicted(), session.Settings.RefreshBeforeUpdate);
        }

        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        AppConnection updated;
        try
        {
            updated = await Send(plan, id, context, waits.Token);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw new RefusalException(
                RefusalKind.Cancelled, ConnectionMessages.CancelledBeforeUpdate(plan.Inputs.Name));
        }

        return new UpdateAnswer(OutputsOf(plan, id, updated, context), session.Settings.RefreshBeforeUpdate);
    }

    private async Task<AppConnection> Send(
        ConnectionPlan plan, string id, CallContext context, CancellationToken waits)
    {
        var (inputs, app) = (plan.Inputs, plan.Inputs.Type.App);

        // Somebody else may have written credentials since the last write of this resource.
        var before = plan.WritesCredentials
            ? await session.Client.GetConnectionAsync(app, id, waits)
                ?? throw new RefusalException(RefusalKind.Precondition, ConnectionMessages.Gone(id))
            : null;
        session.Run.RecordWrite(id);
        try
        {
            return await CredentialPropagation.Send(
                session,
                inputs.Type,
                () => session.Client.UpdateConnectionAsync(app, id, plan.Body(), inputs.Secrets(), waits),
                context,
                waits);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            var result = await Polling.Until(
                session.Time,
                fault.MayStillBeRunning ? Polling.Long : Polling.Short,
                async ended => await session.Client.GetConnectionAsync(app, id, ended) is { } connection
                    && plan.IsApplied(connection, before is null ? null : plan.HashBefore(before)) ? connection : null);
            return result.Found ?? throw fault.ToRefusal(result.Fault is { } unread
                ? ConnectionMessages.ChangeNotLookedUp(fault, unread.Message)
                : ConnectionMessages.ChangeNotConfirmed(fault));
        }
    }

    /// <summary>The change is made by now, so an exception must not hide it.</summary>
    private PropertyMap OutputsOf(ConnectionPlan plan, string id, AppConnection updated, CallContext context)
    {
        try
        {
            IgnoredByServer.Warn(plan.Inputs, plan.ChangedFields, updated, context);
            return plan.OutputsOf(updated);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new PartialResultException(
                id,
                ConnectionState.Predicted(plan.Inputs, updated),
                null,
                [ConnectionMessages.ResponseNotUnderstood(updated, fault)],
                session.Settings.RefreshBeforeUpdate);
        }
    }
}
