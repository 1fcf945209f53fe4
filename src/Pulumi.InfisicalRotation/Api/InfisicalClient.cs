using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    private readonly ServerClock _clock;
    private readonly Exchange _exchange;
    private volatile bool _lacksSecretsV4;

    /// <param name="options">The server, the credentials and the limits.</param>
    /// <param name="handler">Answers in place of the network, for tests.</param>
    public InfisicalClient(InfisicalOptions options, HttpMessageHandler? handler = null)
    {
        _clock = new ServerClock(options.TimeProvider);
        _exchange = new Exchange(options, _clock, handler);
    }

    /// <inheritdoc cref="ServerClock.Now"/>
    public DateTimeOffset Now => _clock.Now;

    /// <inheritdoc cref="ServerClock.IsKnown"/>
    public bool IsTimeKnown => _clock.IsKnown;

    /// <summary>The rotations of a project that the caller may read, of every type, ordered by name.</summary>
    public async Task<ImmutableArray<Rotation>> ListRotationsAsync(string projectId, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            RotationRoutes.List(projectId),
            ApiJson.Default.RotationListAnswer,
            answer => answer.ToRotations(),
            cancellation));

    /// <summary>One rotation; null only where the server reports that it does not exist.</summary>
    public Task<Rotation?> GetRotationAsync(string type, string rotationId, CancellationToken cancellation) =>
        FindAsync(RotationRoutes.Get(type, rotationId), cancellation);

    /// <summary>Creates a rotation and issues its first credential.</summary>
    public Task<Rotation> CreateRotationAsync(string type, NewRotation body, CancellationToken cancellation) =>
        SendAsync(RotationRoutes.Create(type, body), cancellation);

    /// <summary>Changes what the patch contains.</summary>
    public Task<Rotation> UpdateRotationAsync(
        string type, string rotationId, JsonObject body, CancellationToken cancellation) =>
        SendAsync(RotationRoutes.Update(type, rotationId, body), cancellation);

    /// <summary>Deletes a rotation; false where it did not exist.</summary>
    public async Task<bool> DeleteRotationAsync(
        string type,
        string rotationId,
        bool deleteSecrets,
        bool revokeGeneratedCredentials,
        CancellationToken cancellation)
    {
        var request = RotationRoutes.Delete(type, rotationId, deleteSecrets, revokeGeneratedCredentials);
        return await FindAsync(request, cancellation) is not null;
    }

    /// <summary>Rotates once, immediately.</summary>
    public Task<Rotation> RotateSecretsAsync(string type, string rotationId, CancellationToken cancellation) =>
        SendAsync(RotationRoutes.Rotate(type, rotationId), cancellation);

    /// <summary>
    /// Moves a rotation and its secrets to another folder of the project. No credential is issued or revoked.
    /// </summary>
    public Task<Rotation> MoveRotationAsync(
        string type,
        string rotationId,
        string destinationEnvironment,
        string destinationSecretPath,
        CancellationToken cancellation) =>
        SendAsync(RotationRoutes.Move(type, rotationId, destinationEnvironment, destinationSecretPath), cancellation);

    /// <summary>
    /// The connections to an app that the caller may use: those of the project and of the organization, or without a
    /// project those of the organization only.
    /// </summary>
    public async Task<ImmutableArray<AvailableConnection>> ListAvailableConnectionsAsync(
        string app, string? projectId, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            ConnectionRoutes.ListAvailable(app, projectId),
            ApiJson.Default.ConnectionListAnswer,
            answer => answer.ToConnections(),
            cancellation));

    /// <summary>
    /// The connections that the caller may read, ordered by name: those of a project, or without one all of the
    /// organization, its projects' included.
    /// </summary>
    public async Task<ImmutableArray<AppConnection>> ListAppConnectionsAsync(
        string? app, string? projectId, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            ConnectionRoutes.List(app, projectId),
            ApiJson.Default.AppConnectionListAnswer,
            answer => answer.ToConnections(),
            cancellation));

    /// <summary>Tests the active credential of a rotation at its service; returns if it is valid.</summary>
    public Task CheckCredentialsAsync(string type, string rotationId, CancellationToken cancellation) =>
        _exchange.SendAsync(RotationRoutes.CheckCredentials(type, rotationId), cancellation);

    /// <summary>One connection, without its secrets.</summary>
    public Task<ConnectionDetails> GetConnectionAsync(
        string app, string connectionId, CancellationToken cancellation) => _exchange.SendAsync(
        ConnectionRoutes.Get(app, connectionId),
        ApiJson.Default.ConnectionAnswer,
        answer => answer.AppConnection,
        cancellation);

    /// <summary>The folders directly in a folder. An empty folder and a missing one give the same empty list.</summary>
    public async Task<ImmutableArray<Folder>> ListFoldersAsync(
        string projectId, string environment, string path, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            SecretRoutes.ListFolders(projectId, environment, path),
            ApiJson.Default.FolderListAnswer,
            answer => answer.ToFolders(),
            cancellation));

    /// <summary>The names of the secrets in a folder. Values are neither requested nor kept.</summary>
    public async Task<ImmutableArray<SecretName>> ListSecretNamesAsync(
        string projectId, string environment, string secretPath, CancellationToken cancellation)
    {
        if (!_lacksSecretsV4)
        {
            try
            {
                return await NamesAsync(SecretRoutes.ListNames(projectId, environment, secretPath), cancellation);
            }
            catch (ApiException missing) when (missing.IsMissingRoute && !missing.IsLogin)
            {
                // Older servers need this check most: they notice a taken secret only after they issued a credential.
                _lacksSecretsV4 = true;
            }
        }

        return await NamesAsync(SecretRoutes.ListNamesV3(projectId, environment, secretPath), cancellation);
    }

    public void Dispose() => _exchange.Dispose();

    private async Task<ImmutableArray<SecretName>> NamesAsync(ApiRequest request, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            request, ApiJson.Default.SecretListAnswer, answer => answer.ToNames(), cancellation));

    private Task<Rotation> SendAsync(ApiRequest request, CancellationToken cancellation) =>
        _exchange.SendAsync(request, ApiJson.Default.RotationAnswer, answer => answer.ToRotation(), cancellation);

    private async Task<Rotation?> FindAsync(ApiRequest request, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(request, cancellation);
        }
        catch (ApiException missing) when (missing.IsRotationNotFound && !missing.IsLogin)
        {
            return null;
        }
    }
}
