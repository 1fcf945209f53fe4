using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Reads a connection that is in the state. Only a definite "not found" of its own organization means gone. After any
/// other error the stored state is returned: this read comes before every preview, update and destroy.
/// </summary>
internal sealed class ReadConnection(ConnectionType type, ProviderSession session)
{
    private readonly CredentialsDrift _drift = new(session);

    public async Task<ReadAnswer?> Run(ReadCall call, PropertyMap state, CallContext context)
    {
        var inputs = call.Inputs ?? PropertyMap.Empty;
        if (IsFirstLookUp(state, inputs))
        {
            // There is no stored state to fall back on, so a read that fails, fails the call.
            var import = new ImportConnection(type, session);
            return await import.Find(call.Id, context.Cancelled) is { } found
                ? import.AnswerOf(found) with { Inputs = PropertyMap.Empty }
                : null;
        }

        if (inputs.Count > 0)
        {
            session.Run.Holders.RecordStored(call.Id, context.Urn);
        }

        try
        {
            var connection = await Find(call.Id, state, inputs, context.Cancelled);
            session.Run.Comparisons.Record(isCompared: true);
            if (connection is null)
            {
                return await NotFound(call, state, inputs, context);
            }

            session.Run.RecordFound();
            if (ConnectionState.IsPossiblyStale(connection, state, session.Client.Now))
            {
                return Stored(call, state, inputs);
            }

            var answer = await Answer(connection, inputs, state, context);
            return inputs.Count > 0 ? answer : answer with { Inputs = PropertyMap.Empty };
        }
        catch (ApiException fault)
        {
            session.Run.Comparisons.Record(isCompared: false);
            session.WarnOnce(
                context, WarningTopic.StoredStateUsed, fault, ConnectionMessages.StoredStateUsed(fault));
            return Stored(call, state, inputs);
        }
    }

    /// <inheritdoc cref="Rotations.Read.ReadOperation.IsFirstLookUp"/>
    private static bool IsFirstLookUp(PropertyMap state, PropertyMap inputs) =>
        state.TextOf(ConnectionFields.ConnectionId) is null && (inputs.Count == 0 || inputs.Equals(state));

    /// <summary>
    /// Secrets that somebody else changed are removed from the inputs, so that the program's differ and are written.
    /// </summary>
    private async Task<ReadAnswer> Answer(
        AppConnection connection, PropertyMap inputs, PropertyMap state, CallContext context)
    {
        var now = ConnectionState.ReadInputs(type, inputs, state, connection);
        var before = new ConnectionInputs(type, inputs);
        var hash = ConnectionState.HashOf(state);
        switch (await _drift.Of(before, hash, connection, context))
        {
            case Drift.PutBack:
                now = ConnectionState.WithoutHidden(type, now);
                break;
            case Drift.Accepted:
                hash = connection.CredentialsHash;
                break;
        }

        return new ReadAnswer(
            connection.Id,
            ConnectionState.OutputsOf(type, now, state, connection, hash),
            now,
            session.Settings.RefreshBeforeUpdate);
    }

    private async Task<ReadAnswer?> NotFound(
        ReadCall call, PropertyMap state, PropertyMap inputs, CallContext context)
    {
        var absence = await session.Reads.ProveConnectionAbsence(
            state.TextOf(ConnectionFields.ProjectId) ?? inputs.TextOf(ConnectionFields.ProjectId),
            state.TextOf(ConnectionFields.OrganizationId),
            call.Id,
            context.Cancelled);
        var name = state.TextOf(ConnectionFields.Name);
        if (!absence.IsProven && state.Count > 0)
        {
            session.WarnOnce(
                context,
                WarningTopic.AbsenceNotProven,
                absence.Fault,
                ConnectionMessages.AbsenceNotProven(name, call.Id, context.Urn, absence));
            return Stored(call, state, inputs);
        }

        session.Run.Holders.RecordGone(call.Id);
        context.Warn(inputs.Count > 0
            ? ConnectionMessages.Missing(name, call.Id)
            : ConnectionMessages.MissingLookUp(name, call.Id));
        return null;
    }

    private async Task<AppConnection?> Find(
        string id, PropertyMap state, PropertyMap inputs, CancellationToken cancelled)
    {
        var projectId = state.TextOf(ConnectionFields.ProjectId) ?? inputs.TextOf(ConnectionFields.ProjectId);
        var connection = await session.Reads.AppConnection(type.App, projectId, id, cancelled);
        return connection is null
            ? session.Client.Now - ConnectionState.CreatedAt(state) < Polling.ConsistencyWindow
                ? await Poll(id, Polling.Long, _ => true, cancelled)
                : null
            : IsPossiblyStale(connection)
                ? await Poll(id, Polling.Short, found => !IsPossiblyStale(found), cancelled) ?? connection
            : connection;

        bool IsPossiblyStale(AppConnection found) => ConnectionState.IsPossiblyStale(found, state, session.Client.Now);
    }

    /// <summary>A replica may not know a new connection, or the last change of one, yet.</summary>
    private async Task<AppConnection?> Poll(
        string id, ImmutableArray<TimeSpan> schedule, Func<AppConnection, bool> isWanted, CancellationToken cancelled)
    {
        var result = await Polling.UntilOrCancelled(
            session.Time,
            schedule,
            async ended => await session.Client.GetConnectionAsync(type.App, id, ended) is { } connection
                && isWanted(connection) ? connection : null,
            cancelled);
        return result.Fault is { } fault ? throw fault : result.Found;
    }

    private ReadAnswer Stored(ReadCall call, PropertyMap state, PropertyMap inputs) =>
        new(call.Id, state, inputs, session.Settings.RefreshBeforeUpdate);
}
