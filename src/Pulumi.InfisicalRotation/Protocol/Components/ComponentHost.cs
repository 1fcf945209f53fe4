using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>What components of this process share: connections to the engine's monitor, and who the provider is.</summary>
internal sealed class ComponentHost(TimeProvider time) : IDisposable
{
    /// <summary>A component ends at once when it is told to; the engine gives 5 s to the call that waits for it.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>By address: one deployment has one, the next another.</summary>
    private readonly ConcurrentDictionary<string, Lazy<MonitorClient>> _monitors = new(StringComparer.Ordinal);

    /// <summary>The components that are not answered yet.</summary>
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _open = new();

    private volatile string _ownReference = "";

    /// <summary>
    /// Remembers which provider resource this process is; <c>URN::ID</c> is what children name as their provider. Engines that
    /// share the process (attach) overwrite each other: the last one wins.
    /// </summary>
    public void ConfiguredAs(string urn, string id) => _ownReference = urn.Length > 0 && id.Length > 0 ? $"{urn}::{id}" : "";

    public Task<ConstructResponse> Construct(ConstructRequest request, PulumiProvider provider, CallContext context) =>
        new Construction(request, MonitorAt(request.MonitorEndpoint), _ownReference).Run(provider, context);

    /// <summary>A component is asked for; it stays open until its answer has left.</summary>
    public void Open(HttpResponse response)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[open] = true;
        response.OnCompleted(() =>
        {
            _open.TryRemove(open, out _);
            open.SetResult();
            return Task.CompletedTask;
        });
    }

    /// <summary>Waits, not for long, until the answers of the components that are open now have left.</summary>
    public async Task AllAnswered() => await Task.WhenAll(_open.Keys.Select(open => open.Task))
        .WaitAsync(AnswerLimit, time)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (var monitor in _monitors.Values.Where(monitor => monitor.IsValueCreated))
        {
            monitor.Value.Dispose();
        }
    }

    private MonitorClient MonitorAt(string endpoint) =>
        _monitors.GetOrAdd(endpoint, address => new Lazy<MonitorClient>(() => new MonitorClient(address))).Value;
}
