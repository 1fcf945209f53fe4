using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>
/// The typed client: one method for each route the provider uses. Logs in at the first request, keeps the server's pace, and repeats
/// only what is safe. Whatever is not the answer asked for is an <see cref="ApiException"/>; a cancelled wait is a cancellation.
/// </summary>
internal sealed class InfisicalClient : IDisposable
{
    private readonly ServerClock _clock;
    private readonly Exchange _exchange;
    private volatile bool _lacksSecretsV4;

    /// <param name="handler">The far end of the wire, for tests.</param>
    public InfisicalClient(InfisicalOptions options, HttpMessageHandler? handler = null)
    {
        _clock = new ServerClock(options.TimeProvider);
        _exchange = new Exchange(options, _clock, handler);
    }

    /// <summary>The server's time as its latest answer told it; ours before the first.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>All the project's rotations that the caller may read, of every type, by name.</summary>
    public async Task<ImmutableArray<Rotation>> ListRotationsAsync(string projectId, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            Routes.ListRotations(projectId), ApiJson.Default.RotationListAnswer, answer => answer.ToRotations(), cancellation));

    /// <summary>Null only where the server says that there is no such rotation.</summary>
    public Task<Rotation?> GetRotationAsync(string type, string rotationId, CancellationToken cancellation) =>
        FindAsync(Routes.GetRotation(type, rotationId), cancellation);

    /// <inheritdoc cref="GetRotationAsync"/>
    public Task<Rotation?> GetRotationByNameAsync(
        string type, string name, string projectId, string environment, string secretPath, CancellationToken cancellation) =>
        FindAsync(Routes.GetRotationByName(type, name, projectId, environment, secretPath), cancellation);

    /// <summary>Makes the rotation, and its first credential with it.</summary>
    public Task<Rotation> CreateRotationAsync(string type, NewRotation body, CancellationToken cancellation) =>
        SendAsync(Routes.CreateRotation(type, body), cancellation);

    public Task<Rotation> UpdateRotationAsync(string type, string rotationId, RotationPatch body, CancellationToken cancellation) =>
        SendAsync(Routes.UpdateRotation(type, rotationId, body), cancellation);

    /// <summary>False where the rotation was gone already.</summary>
    public async Task<bool> DeleteRotationAsync(
        string type, string rotationId, bool deleteSecrets, bool revokeGeneratedCredentials, CancellationToken cancellation) =>
        await FindAsync(Routes.DeleteRotation(type, rotationId, deleteSecrets, revokeGeneratedCredentials), cancellation) is not null;

    /// <summary>Rotates once, now.</summary>
    public Task<Rotation> RotateSecretsAsync(string type, string rotationId, CancellationToken cancellation) =>
        SendAsync(Routes.RotateSecrets(type, rotationId), cancellation);

    /// <summary>Moves rotation and secrets to another folder of the project; nothing is issued or revoked.</summary>
    public Task<Rotation> MoveRotationAsync(
        string type, string rotationId, string destinationEnvironment, string destinationSecretPath, CancellationToken cancellation) =>
        SendAsync(Routes.MoveRotation(type, rotationId, destinationEnvironment, destinationSecretPath), cancellation);

    /// <summary>The connections to an app that the caller may use: a project's own and the organisation's; without a project only the latter.</summary>
    public async Task<ImmutableArray<AvailableConnection>> ListAvailableConnectionsAsync(
        string app, string? projectId, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            Routes.ListAvailableConnections(app, projectId), ApiJson.Default.ConnectionListAnswer, answer => answer.ToConnections(), cancellation));

    /// <summary>The children of a path. None both for an empty folder and for a missing one.</summary>
    public async Task<ImmutableArray<Folder>> ListFoldersAsync(
        string projectId, string environment, string path, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await _exchange.SendAsync(
            Routes.ListFolders(projectId, environment, path), ApiJson.Default.FolderListAnswer, answer => answer.ToFolders(), cancellation));

    /// <summary>Which secrets a folder holds. No value is asked for, and none is kept.</summary>
    public async Task<ImmutableArray<SecretName>> ListSecretNamesAsync(
        string projectId, string environment, string secretPath, CancellationToken cancellation)
    {
        if (!_lacksSecretsV4)
        {
            try
            {
                return await NamesAsync(Routes.ListSecretNames(projectId, environment, secretPath), cancellation);
            }
            catch (ApiException missing) when (missing.IsMissingRoute && !missing.IsLogin)
            {
                // Of all servers it is the earlier ones that find a taken secret only after they have made a credential.
                _lacksSecretsV4 = true;
            }
        }

        return await NamesAsync(Routes.ListSecretNamesV3(projectId, environment, secretPath), cancellation);
    }

    public void Dispose() => _exchange.Dispose();

    private async Task<ImmutableArray<SecretName>> NamesAsync(ApiRequest request, CancellationToken cancellation) =>
        ImmutableCollectionsMarshal.AsImmutableArray(
            await _exchange.SendAsync(request, ApiJson.Default.SecretListAnswer, answer => answer.ToNames(), cancellation));

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
