using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>Which connections exist in the place of a requested one, and which of them has its name.</summary>
internal sealed class ConnectionNames(ProviderSession session)
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
    public static AppConnection? Holder(ConnectionInputs inputs, ImmutableArray<AppConnection> connections) =>
        connections.FirstOrDefault(connection =>
            connection.Name == inputs.Name && (connection.ProjectId ?? inputs.ProjectId) == inputs.ProjectId);
}
