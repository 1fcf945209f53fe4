using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Creates a connection. If the outcome of the request is unknown, the connection is looked up before the engine gets
/// an answer.
/// </summary>
internal sealed class CreateConnection(ProviderSession session)
{
    private readonly ConnectionNames _names = new(session);
    private readonly LostConnectionCreate _lostCreate = new(session);

    public async Task<CreateAnswer> Run(ConnectionInputs inputs, Predecessor? predecessor, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        try
        {
            if (session.Run.AttemptOf(context.Urn, inputs.Marked) is { } earlier)
            {
                return await Repeat(inputs, earlier, context, waits.Token);
            }

            var existing = await _names.Existing(inputs, waits.Token);
            await RefuseIfNameTaken(inputs, existing, predecessor, waits.Token);
            return await Send(inputs, [.. existing.Select(one => one.Id)], context, waits.Token);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw new RefusalException(
                RefusalKind.Cancelled, ConnectionMessages.CancelledBeforeCreate(inputs.Name));
        }
    }

    /// <summary>The engine repeats a failed Create if a hook asks for it; the first request may have succeeded.</summary>
    private async Task<CreateAnswer> Repeat(
        ConnectionInputs inputs, CreateAttempt earlier, CallContext context, CancellationToken waits)
    {
        if (earlier.CreatedId is { } id
            && await session.Client.GetConnectionAsync(inputs.Type.App, id, waits) is { } created)
        {
            return await Finish(inputs, created, earlier, context);
        }

        var existing = await session.Reads.AppConnections(
            inputs.Type.App, inputs.ProjectId, session.Time.GetUtcNow(), waits);
        var own = ConnectionNames.Holder(
            inputs, existing.RemoveAll(connection => earlier.ExistingIds.Contains(connection.Id)));
        return own is not null && ConnectionState.IsAsRequested(inputs, own)
            ? await Finish(inputs, own, earlier, context)
            : await Send(inputs, earlier.ExistingIds, context, waits);
    }

    /// <summary>The list may be some seconds old, so only the connection itself shows that a name is taken.</summary>
    private async Task RefuseIfNameTaken(
        ConnectionInputs inputs,
        ImmutableArray<AppConnection> existing,
        Predecessor? predecessor,
        CancellationToken waits)
    {
        if (ConnectionNames.Holder(inputs, existing) is not { } listed || session.Run.IsDeleted(listed.Id))
        {
            return;
        }

        var holder = await Current(listed, waits);
        if (holder is not null && holder.Name == inputs.Name)
        {
            throw new RefusalException(
                RefusalKind.Precondition,
                holder.Id != predecessor?.Id ? ConnectionMessages.NameTaken(inputs, holder)
                : session.Run.HolderOf(holder.Id) is { } owner
                    ? ConnectionMessages.PredecessorHeld(inputs.Name, holder, owner)
                : ConnectionMessages.PredecessorInTheWay(inputs.Name, holder));
        }
    }

    private async Task<AppConnection?> Current(AppConnection listed, CancellationToken waits)
    {
        try
        {
            return await session.Client.GetConnectionAsync(listed.App, listed.Id, waits);
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return listed;
        }
    }

    private async Task<CreateAnswer> Send(
        ConnectionInputs inputs, ImmutableHashSet<string> existingIds, CallContext context, CancellationToken waits)
    {
        var attempt = new CreateAttempt(inputs.Marked, existingIds, CreatedId: null);
        session.Run.RecordAttempt(context.Urn, attempt);
        session.Run.RecordWrite(null);
        AppConnection created;
        try
        {
            created = await CredentialPropagation.Send(
                session,
                inputs.Type,
                () => session.Client.CreateConnectionAsync(
                    inputs.Type.App, inputs.Name!, inputs.ToBody(), inputs.Secrets(), waits),
                context,
                waits);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            created = await _lostCreate.Find(inputs, existingIds, fault, context);
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.AlreadyExists)
        {
            // It may be another program's connection, so it is never deleted here, and it may have other secrets.
            return Answer(inputs, await TakeOver(inputs, existingIds, fault, context), context);
        }
        catch
        {
            session.Run.ForgetAttempt(context.Urn);
            throw;
        }

        return await Finish(inputs, created, attempt, context);
    }

    /// <summary>
    /// A proxy or gateway may have sent the request twice, or another program creates the same connection at this
    /// moment. The secrets of a connection cannot be compared, so those of this program are written.
    /// </summary>
    private async Task<AppConnection> TakeOver(
        ConnectionInputs inputs,
        ImmutableHashSet<string> existingIds,
        ApiException fault,
        CallContext context)
    {
        AppConnection found;
        try
        {
            found = await _lostCreate.Find(inputs, existingIds, fault, context);
        }
        catch
        {
            session.Run.ForgetAttempt(context.Urn);
            throw;
        }

        await RefuseIfAbandoned(found, context);
        if (found.IsPlatformManagedCredentials == true)
        {
            // Infisical has changed the password already, and refuses another one.
            return found;
        }

        try
        {
            // The connection exists, so the user cannot cancel this any more.
            var body = new JsonObject { [inputs.CredentialsField.Name] = inputs.Json(inputs.CredentialsField) };
            var written = await CredentialPropagation.Send(
                session,
                inputs.Type,
                () => session.Client.UpdateConnectionAsync(
                    inputs.Type.App, found.Id, body, inputs.Secrets(), CancellationToken.None),
                context,
                CancellationToken.None);
            await RefuseIfAbandoned(found, context);
            return written;
        }
        catch (ApiException refused)
        {
            await RefuseIfAbandoned(found, context);
            session.Run.ForgetAttempt(context.Urn);
            throw new PartialResultException(
                found.Id,
                ConnectionState.Predicted(inputs, found)
                    .With(ConnectionFields.CredentialsHash.Name, ConnectionState.NotWritten),
                null,
                [ConnectionMessages.SecretsNotWritten(found, refused)],
                session.Settings.RefreshBeforeUpdate);
        }
    }

    /// <summary>The engine can no longer save it in the state, and it may belong to another program.</summary>
    private async Task RefuseIfAbandoned(AppConnection found, CallContext context)
    {
        if (await context.IsAbandoned(session.Time))
        {
            session.Run.ForgetAttempt(context.Urn);
            throw new RefusalException(RefusalKind.Cancelled, ConnectionMessages.AbandonedExisting(found));
        }
    }

    /// <summary>The connection exists: whatever fails now, the state gets its id.</summary>
    private async Task<CreateAnswer> Finish(
        ConnectionInputs inputs, AppConnection created, CreateAttempt attempt, CallContext context)
    {
        session.Run.RecordAttempt(context.Urn, attempt with { CreatedId = created.Id, ExistingIds = [] });
        try
        {
            await DeleteIfAbandoned(inputs, created, context);
        }
        catch (Exception fault) when (fault is not (RefusalException or OutOfMemoryException))
        {
            throw WithId(inputs, created, fault);
        }

        return Answer(inputs, created, context);
    }

    private CreateAnswer Answer(ConnectionInputs inputs, AppConnection created, CallContext context)
    {
        session.Run.Holders.RecordNew(created.Id, context.Urn);
        session.Run.RecordNewConnection(created.Id);
        try
        {
            IgnoredByServer.Warn(inputs, inputs.Fields, created, context);
            var outputs = ConnectionState.OutputsOf(
                inputs.Type, inputs.Marked, Values.PropertyMap.Empty, created, created.CredentialsHash);
            return new CreateAnswer(created.Id, outputs, session.Settings.RefreshBeforeUpdate);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw WithId(inputs, created, fault);
        }
    }

    private PartialResultException WithId(ConnectionInputs inputs, AppConnection created, Exception fault) => new(
        created.Id,
        ConnectionState.Predicted(inputs, created),
        null,
        [ConnectionMessages.ResponseNotUnderstood(created, fault)],
        session.Settings.RefreshBeforeUpdate);

    /// <summary>Nobody would know a connection that the engine can no longer save in the state.</summary>
    private async Task DeleteIfAbandoned(ConnectionInputs inputs, AppConnection created, CallContext context)
    {
        if (!await context.IsAbandoned(session.Time))
        {
            return;
        }

        if (inputs.IsPlatformManaged)
        {
            // Only Infisical knows the password now: a deletion would lose it.
            throw new RefusalException(RefusalKind.Cancelled, ConnectionMessages.AbandonedManaged(created));
        }

        session.Run.RecordWrite(created.Id);
        var deleted = await Polling.UntilTrue(session.Time, Polling.Short, async ended =>
        {
            await session.Client.DeleteConnectionAsync(inputs.Type.App, created.Id, ended);
            return true;
        });
        throw new RefusalException(
            RefusalKind.Cancelled, ConnectionMessages.Abandoned(created, deleted.Fault?.Message), deleted.Fault);
    }
}
