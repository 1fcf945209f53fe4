using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>The connections beside which a new one is created, and the one that a lost request created.</summary>
internal sealed class NewConnections(ProviderSession session)
{
    /// <summary>
    /// Maximum age of the list that tells our own connection from one that another program created shortly before.
    /// </summary>
    private static readonly TimeSpan MaxListAge = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The connections of the project or organization, as far as the identity may see them: of all apps, because they
    /// share their names, or else of this one.
    /// </summary>
    public Task<ImmutableArray<AppConnection>> Existing(ConnectionInputs inputs, CancellationToken cancelled) =>
        Existing(inputs, session.Time.GetUtcNow() - MaxListAge, cancelled);

    /// <inheritdoc cref="Existing(ConnectionInputs, CancellationToken)"/>
    public async Task<ImmutableArray<AppConnection>> Existing(
        ConnectionInputs inputs, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        await session.Reads.ConnectionsOfAllApps(inputs.ProjectId, notBefore, cancelled)
            ?? await session.Reads.AppConnections(inputs.Type.App, inputs.ProjectId, notBefore, cancelled);

    /// <summary>The connection that already has the requested name; null if the name is free.</summary>
    public static AppConnection? NameHolder(ConnectionInputs inputs, ImmutableArray<AppConnection> connections) =>
        connections.FirstOrDefault(connection =>
            connection.Name == inputs.Name && (connection.ProjectId ?? inputs.ProjectId) == inputs.ProjectId);

    /// <summary>
    /// The connection that a create request made: it was not there before, and it is as requested.
    /// </summary>
    /// <param name="existingIds">Ids of the connections before the request.</param>
    /// <exception cref="RefusalException">It was not found, or could not be looked up.</exception>
    public async Task<AppConnection> FindLost(
        ConnectionInputs inputs, ImmutableHashSet<string> existingIds, ApiException fault, CallContext context)
    {
        var schedule = !fault.IsOutcomeUnknown ? Polling.Short
            : fault.MayStillBeRunning ? Polling.Longest
            : Polling.Long;
        var result = await Polling.Until(session.Time, schedule, ended => Find(inputs, existingIds, ended));
        if (result.Found is { } found)
        {
            context.Warn(ConnectionMessages.LostCreateFound(found));
            return found;
        }

        throw !fault.IsOutcomeUnknown ? fault.ToRefusal()
            : result.Fault is { } unread
                ? fault.ToRefusal(ConnectionMessages.CreateNotLookedUp(inputs, fault, unread.Message))
            : fault.ToRefusal(ConnectionMessages.CreateNotFound(inputs, fault));
    }

    private async Task<AppConnection?> Find(
        ConnectionInputs inputs, ImmutableHashSet<string> existingIds, CancellationToken ended)
    {
        // A list that shows names only is completed by a GET.
        var connections = await Existing(inputs, session.Time.GetUtcNow(), ended);
        foreach (var listed in connections.Where(one =>
            one.Name == inputs.Name && one.App == inputs.Type.App && !existingIds.Contains(one.Id)))
        {
            var connection = listed.Method is null
                ? await session.Client.GetConnectionAsync(inputs.Type.App, listed.Id, ended)
                : listed;
            if (connection is not null && ConnectionState.IsAsRequested(inputs, connection))
            {
                return connection;
            }
        }

        return null;
    }
}
