using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>
/// The typed client of Infisical, with one method for each route that the provider uses. It logs in at the first
/// request, keeps the rate limits, and retries only what is safe to retry. Every failure is an
/// <see cref="ApiException"/>.
/// </summary>
internal sealed class InfisicalClient : IDisposable
{
    // A larger list does not come from Infisical.
    private const int MaxItems = 20_000;

    private readonly ServerClock _clock;
    private readonly Exchange _exchange;
    private readonly SecretReader _secrets;

    /// <param name="options">The server, the credentials and the limits.</param>
    /// <param name="handler">Answers in place of the network, for tests.</param>
    public InfisicalClient(InfisicalOptions options, HttpMessageHandler? handler = null)
    {
        _clock = new ServerClock(options.TimeProvider);
        _exchange = new Exchange(options, _clock, handler);
        _secrets = new SecretReader(_exchange);
    }

    /// <inheritdoc cref="ServerClock.Now"/>
    public DateTimeOffset Now => _clock.Now;

    /// <inheritdoc cref="ServerClock.IsKnown"/>
    public bool IsTimeKnown => _clock.IsKnown;

    /// <summary>The rotations of a project that the caller may read, of every type, ordered by name.</summary>
    public async Task<ImmutableArray<Rotation>> ListRotationsAsync(string projectId, CancellationToken cancellation)
    {
        var pool = new TextPool();
        var rotations = await ListAsync(
            RotationRoutes.List(projectId),
            body => JsonBody.ReadList(
                body, "secretRotations"u8, ApiJson.Default.RotationWire, wire => wire.ToRotation(pool), MaxItems),
            cancellation);

        // The server has no fixed order.
        return [.. rotations
            .Select(rotation => Redacted(rotation))
            .OrderBy(rotation => rotation.Name, StringComparer.Ordinal)
            .ThenBy(rotation => rotation.Id, StringComparer.Ordinal)];
    }

    /// <summary>One rotation; null only where the server reports that it does not exist.</summary>
    public Task<Rotation?> GetRotationAsync(string type, string rotationId, CancellationToken cancellation) =>
        FindRotationAsync(RotationRoutes.Get(type, rotationId), rotationId, cancellation);

    /// <summary>Creates a rotation and issues its first credential.</summary>
    /// <param name="condition">See <see cref="ApiRequest.Condition"/>.</param>
    public Task<Rotation> CreateRotationAsync(
        string type,
        NewRotation body,
        CancellationToken cancellation,
        RequestCondition? condition = null) =>
        SendAsync(RotationRoutes.Create(type, body) with { Condition = condition }, null, cancellation);

    /// <summary>Changes what the patch contains.</summary>
    public Task<Rotation> UpdateRotationAsync(
        string type, string rotationId, JsonObject body, CancellationToken cancellation) =>
        SendAsync(RotationRoutes.Update(type, rotationId, body), rotationId, cancellation);

    /// <summary>Deletes a rotation; false where it did not exist.</summary>
    public async Task<bool> DeleteRotationAsync(
        string type,
        string rotationId,
        bool deleteSecrets,
        bool revokeGeneratedCredentials,
        CancellationToken cancellation)
    {
        var request = RotationRoutes.Delete(type, rotationId, deleteSecrets, revokeGeneratedCredentials);
        return await FindRotationAsync(request, rotationId, cancellation) is not null;
    }

    /// <summary>Rotates once, immediately.</summary>
    /// <param name="condition">See <see cref="ApiRequest.Condition"/>.</param>
    public Task<Rotation> RotateSecretsAsync(
        string type,
        string rotationId,
        CancellationToken cancellation,
        RequestCondition? condition = null) =>
        SendAsync(RotationRoutes.Rotate(type, rotationId) with { Condition = condition }, rotationId, cancellation);

    /// <summary>
    /// Moves a rotation and its secrets to another folder of the project. No credential is issued or revoked.
    /// </summary>
    public Task<Rotation> MoveRotationAsync(
        string type,
        string rotationId,
        string destinationEnvironment,
        string destinationSecretPath,
        CancellationToken cancellation) =>
        SendAsync(
            RotationRoutes.Move(type, rotationId, destinationEnvironment, destinationSecretPath),
            rotationId,
            cancellation);

    /// <summary>
    /// The connections to an app that the caller may use: those of the project and of the organization, or without a
    /// project those of the organization only.
    /// </summary>
    public async Task<ImmutableArray<AvailableConnection>> ListAvailableConnectionsAsync(
        string app, string? projectId, CancellationToken cancellation) =>
        [.. await ListAsync(
            ConnectionRoutes.ListAvailable(app, projectId),
            body => JsonBody.ReadList(
                body,
                "appConnections"u8,
                ApiJson.Default.AvailableConnection,
                item => string.IsNullOrWhiteSpace(item.Id) ? null : item,
                MaxItems),
            cancellation)];

    /// <summary>
    /// The connections that the caller may read, ordered by name: those of a project, or without one all of the
    /// organization, its projects' included.
    /// </summary>
    public async Task<ImmutableArray<AppConnection>> ListAppConnectionsAsync(
        string? app, string? projectId, CancellationToken cancellation)
    {
        var connections = await ListAsync(
            ConnectionRoutes.List(app, projectId),
            body => JsonBody.ReadList(
                body,
                "appConnections"u8,
                ApiJson.Default.AppConnectionWire,
                wire => wire.ToConnection(),
                MaxItems),
            cancellation);
        return [.. connections
            .OrderBy(connection => connection.Name, StringComparer.Ordinal)
            .ThenBy(connection => connection.Id, StringComparer.Ordinal)];
    }

    /// <summary>Tests the active credential of a rotation at its service; returns if it is valid.</summary>
    public Task CheckCredentialsAsync(string type, string rotationId, CancellationToken cancellation) =>
        _exchange.SendAsync(RotationRoutes.CheckCredentials(type, rotationId), cancellation);

    /// <summary>One connection, without its secrets; null only where the server reports that it does not exist.</summary>
    public Task<AppConnection?> GetConnectionAsync(
        string app, string connectionId, CancellationToken cancellation) =>
        FindConnectionAsync(ConnectionRoutes.Get(app, connectionId), connectionId, cancellation);

    /// <summary>
    /// A connection by its name in a project, or without one in the organization; null where there is none.
    /// </summary>
    public Task<AppConnection?> FindConnectionByNameAsync(
        string app, string? projectId, string name, CancellationToken cancellation) =>
        FindConnectionAsync(ConnectionRoutes.GetByName(app, projectId, name), connectionId: null, cancellation);

    /// <summary>Creates a connection. The server tries the credentials first.</summary>
    /// <inheritdoc cref="ConnectionRoutes.Create" path="/param"/>
    public Task<AppConnection> CreateConnectionAsync(
        string app,
        string name,
        JsonObject body,
        ImmutableArray<string> secrets,
        CancellationToken cancellation) =>
        SendConnectionAsync(ConnectionRoutes.Create(app, name, body, secrets), null, cancellation);

    /// <summary>Changes what the body contains.</summary>
    /// <inheritdoc cref="ConnectionRoutes.Update" path="/param"/>
    public Task<AppConnection> UpdateConnectionAsync(
        string app,
        string connectionId,
        JsonObject body,
        ImmutableArray<string> secrets,
        CancellationToken cancellation) =>
        SendConnectionAsync(ConnectionRoutes.Update(app, connectionId, body, secrets), connectionId, cancellation);

    /// <summary>Deletes a connection; false where it did not exist.</summary>
    public async Task<bool> DeleteConnectionAsync(string app, string connectionId, CancellationToken cancellation) =>
        await FindConnectionAsync(ConnectionRoutes.Delete(app, connectionId), connectionId, cancellation) is not null;

    /// <summary>The folders directly in a folder. An empty folder and a missing one give the same empty list.</summary>
    public async Task<ImmutableArray<Folder>> ListFoldersAsync(
        string projectId, string environment, string path, CancellationToken cancellation) =>
        [.. await ListAsync(
            SecretRoutes.ListFolders(projectId, environment, path),
            body => JsonBody.ReadList(
                body,
                "folders"u8,
                ApiJson.Default.Folder,
                item => string.IsNullOrWhiteSpace(item.Name) ? null : item,
                MaxItems),
            cancellation)];

    /// <summary>The names of the secrets in a folder. Values are neither requested nor kept.</summary>
    public Task<ImmutableArray<SecretName>> ListSecretNamesAsync(
        string projectId, string environment, string secretPath, CancellationToken cancellation) =>
        _secrets.ListAsync(projectId, environment, secretPath, MaxItems, cancellation);

    /// <summary>
    /// One secret without its value. Its absence from a list is no proof: a list leaves out secrets whose names the
    /// identity may not read, and the server keeps lists for some minutes.
    /// </summary>
    /// <returns>Null only if the server says that the secret does not exist.</returns>
    public Task<SecretName?> FindSecretNameAsync(
        string projectId, string environment, string secretPath, string name, CancellationToken cancellation) =>
        _secrets.FindAsync(projectId, environment, secretPath, name, cancellation);

    public void Dispose() => _exchange.Dispose();

    private Task<List<T>> ListAsync<T>(
        ApiRequest request, Func<ReadOnlySequence<byte>, List<T>?> read, CancellationToken cancellation) =>
        _exchange.SendAsync(request, read, cancellation);

    /// <param name="request">A request about one rotation.</param>
    /// <param name="rotationId">The id that the response must have; null for a new rotation.</param>
    /// <param name="cancellation">Ends waits and reads.</param>
    private Task<Rotation> SendAsync(ApiRequest request, string? rotationId, CancellationToken cancellation) =>
        _exchange.SendAsync(
            request,
            body => JsonBody.Read(body, ApiJson.Default.RotationResponse)?.ToRotation() is { } rotation
                && (rotationId ?? rotation.Id).Equals(rotation.Id, StringComparison.OrdinalIgnoreCase)
                ? Redacted(rotation)
                : null,
            cancellation);

    // The message of a rotation is a text of the service, and no error, so nothing else redacts it.
    [return: NotNullIfNotNull(nameof(rotation))]
    private Rotation? Redacted(Rotation? rotation) => rotation is { LastRotationMessage: { } message }
        ? rotation with { LastRotationMessage = _exchange.Redacted(message) }
        : rotation;

    private async Task<Rotation?> FindRotationAsync(
        ApiRequest request, string rotationId, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(request, rotationId, cancellation);
        }
        catch (ApiException missing) when (missing.IsRotationNotFound && !missing.IsLogin)
        {
            return null;
        }
    }

    /// <param name="request">A request about one connection.</param>
    /// <param name="connectionId">The id that the response must have; null for a new connection.</param>
    /// <param name="cancellation">Ends waits and reads.</param>
    private Task<AppConnection> SendConnectionAsync(
        ApiRequest request, string? connectionId, CancellationToken cancellation) => _exchange.SendAsync(
        request,
        body => JsonBody.Read(body, ApiJson.Default.ConnectionResponse)?.AppConnection?.ToConnection() is { } connection
            && (connectionId ?? connection.Id).Equals(connection.Id, StringComparison.OrdinalIgnoreCase)
                ? connection
                : null,
        cancellation);

    private async Task<AppConnection?> FindConnectionAsync(
        ApiRequest request, string? connectionId, CancellationToken cancellation)
    {
        try
        {
            return await SendConnectionAsync(request, connectionId, cancellation);
        }
        catch (ApiException missing) when (missing.Kind is ServerErrorKind.ConnectionNotFound && !missing.IsLogin)
        {
            return null;
        }
    }
}
