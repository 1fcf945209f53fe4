using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Reads that resources share: two hundred of them in one project ask once for its list. An answer serves for a while; who needs a
/// newer one says how old it may be.
/// </summary>
internal sealed class SharedReads(InfisicalClient client, TimeProvider time)
{
    /// <summary>Long enough for the resources of one run to share it, short enough for a process that stays attached.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The engine asks for a few resources at a time. Where a server does not answer, the next few share what the last ones waited for:
    /// each would take minutes to find it out again. A refusal is not shared, for it came at once and may be over.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>The engine asks for several at a time: how long to wait for the second.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, int> _askers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    // One number, for many write it at once and a time would be read in halves.
    private long _lastWrite;

    /// <summary>When this process last changed something; null where it did not. A preview after that looks anew.</summary>
    public DateTimeOffset? LastWrite => Volatile.Read(ref _lastWrite) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Remembers that something is about to be changed: that rotation, or with null a new one.</summary>
    public void NoteWrite(string? rotationId)
    {
        // The server may carry it out long after this moment; what was read before is old either way.
        Volatile.Write(ref _lastWrite, time.GetUtcNow().UtcTicks);
        if (rotationId is not null)
        {
            _written[rotationId] = time.GetUtcNow();
        }
    }

    /// <summary>All rotations of a project that may be read, of every type.</summary>
    public Task<ImmutableArray<Rotation>> Rotations(string projectId, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        Get($"rotations\n{projectId}", notBefore, token => client.ListRotationsAsync(projectId, token), cancelled);

    /// <summary>
    /// One rotation. Who asks alone gets it alone; who asks in company of others of the project shares their list. What is missing
    /// from a list is not gone yet (no right to read it, a replica that lags): asking for it decides.
    /// </summary>
    /// <returns>Null only where the server says that it does not exist.</returns>
    public async Task<Rotation?> Rotation(string projectId, string type, string id, CancellationToken cancelled)
    {
        if (_written.ContainsKey(id))
        {
            return await client.GetRotationAsync(type, id, cancelled);
        }

        if (_askers.AddOrUpdate(projectId, 1, (_, count) => count + 1) == 1)
        {
            await Task.Delay(Company, time, cancelled);
            if (_askers[projectId] == 1)
            {
                return await client.GetRotationAsync(type, id, cancelled);
            }
        }

        var rotations = await Rotations(projectId, null, cancelled);
        return rotations.FirstOrDefault(rotation => rotation.Id == id) ?? await client.GetRotationAsync(type, id, cancelled);
    }

    /// <summary>Names of the folders right below a path.</summary>
    public Task<ImmutableArray<Folder>> Folders(
        string projectId, string environment, string path, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        Get(
            $"folders\n{projectId}\n{environment}\n{path}",
            notBefore,
            token => client.ListFoldersAsync(projectId, environment, path, token),
            cancelled);

    /// <summary>Names of the secrets in a folder, without their values.</summary>
    public Task<ImmutableArray<SecretName>> SecretNames(
        string projectId, string environment, string path, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        Get(
            $"secrets\n{projectId}\n{environment}\n{path}",
            notBefore,
            token => client.ListSecretNamesAsync(projectId, environment, path, token),
            cancelled);

    /// <summary>
    /// Connections of an app that the identity may use in a project. Who has no right to the project's own connections is refused that
    /// list, and may use the organisation's all the same.
    /// </summary>
    public Task<ImmutableArray<AvailableConnection>> Connections(string app, string projectId, DateTimeOffset? notBefore, CancellationToken cancelled) =>
        Get(
            $"connections\n{app}\n{projectId}",
            notBefore,
            async token =>
            {
                try
                {
                    return await client.ListAvailableConnectionsAsync(app, projectId, token);
                }
                catch (ApiException fault) when (fault.IsPermissionDenied)
                {
                    return await client.ListAvailableConnectionsAsync(app, null, token);
                }
            },
            cancelled);

    /// <summary>
    /// The request is nobody's own: one who stops waiting must not end it for the others, so it runs without a caller's token.
    /// </summary>
    private async Task<T> Get<T>(string key, DateTimeOffset? notBefore, Func<CancellationToken, Task<T>> read, CancellationToken cancelled)
    {
        var now = time.GetUtcNow();
        var oldest = notBefore ?? now - Lifetime;
        var entry = _entries.AddOrUpdate(
            key,
            _ => Start(now, read),
            (_, known) => (known.StartedAt >= oldest && !known.HasFailed) || known.IsSilentSince(now - Silence) ? known : Start(now, read));
        return await ((Task<T>)entry.Answer.Value).WaitAsync(cancelled);
    }

    private Entry Start<T>(DateTimeOffset now, Func<CancellationToken, Task<T>> read)
    {
        Entry entry = null!;
        entry = new Entry(now, new Lazy<Task>(() => Follow(read(CancellationToken.None), () => entry.EndedAt = time.GetUtcNow())));
        return entry;
    }

    private static async Task<T> Follow<T>(Task<T> read, Action ended)
    {
        try
        {
            return await read;
        }
        finally
        {
            ended();
        }
    }

    private sealed class Entry(DateTimeOffset startedAt, Lazy<Task> answer)
    {
        public DateTimeOffset StartedAt { get; } = startedAt;

        public Lazy<Task> Answer { get; } = answer;

        /// <summary>Set before the answer is there.</summary>
        public DateTimeOffset EndedAt { get; set; }

        /// <summary>Who asks next asks anew: the failure was those others' who waited for it.</summary>
        public bool HasFailed => Answer.IsValueCreated && (Answer.Value.IsFaulted || Answer.Value.IsCanceled);

        /// <summary>The server did not answer at all, and this was just now.</summary>
        public bool IsSilentSince(DateTimeOffset time) => HasFailed && EndedAt >= time
            && Answer.Value.Exception?.InnerException is ApiException { Failure: ApiFailure.Unreachable or ApiFailure.TimedOut };
    }
}
