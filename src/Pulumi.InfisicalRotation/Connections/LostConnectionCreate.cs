using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Looks up a connection whose create request has an unknown outcome, or whose name is reported as taken.
/// </summary>
internal sealed class LostConnectionCreate(ProviderSession session)
{
    private readonly ConnectionNames _names = new(session);

    /// <summary>
    /// The connection that the request created: it was not there before, and it is as requested.
    /// </summary>
    /// <param name="existingIds">Ids of the connections before the request.</param>
    /// <exception cref="RefusalException">It was not found, or could not be looked up.</exception>
    public async Task<AppConnection> Find(
        ConnectionInputs inputs, ImmutableHashSet<string> existingIds, ApiException fault, CallContext context)
    {
        var schedule = !fault.IsOutcomeUnknown ? Polling.Short
            : fault.MayStillBeRunning ? Polling.Longest
            : Polling.Long;
        var result = await Polling.Until(session.Time, schedule, ended => Search(inputs, existingIds, ended));
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

    private async Task<AppConnection?> Search(
        ConnectionInputs inputs, ImmutableHashSet<string> existingIds, CancellationToken ended)
    {
        // A list that shows names only is completed by a GET.
        var connections = await _names.Existing(inputs, session.Time.GetUtcNow(), ended);
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
