using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>
/// State that the components of this process share: monitor connections, provider reference, open calls.
/// </summary>
internal sealed class ComponentHost(TimeProvider time) : IDisposable
{
    /// <summary>A cancelled component ends immediately. The engine waits 5 s for Cancel to return.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>By address: each deployment has its own monitor.</summary>
    private readonly ConcurrentDictionary<string, Lazy<MonitorClient>> _monitors = new(StringComparer.Ordinal);

    /// <summary>Construct calls whose response has not been sent.</summary>
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _pending = new();

    private volatile string _providerReference = "";

    /// <summary>
    /// Stores <c>URN::ID</c>, the provider reference of the child resources. If several engines share the process
    /// (attach), the last one wins.
    /// </summary>
    public void SetProvider(string urn, string id) =>
        _providerReference = urn.Length > 0 && id.Length > 0 ? $"{urn}::{id}" : "";

    public Task<ConstructResponse> Construct(ConstructRequest request, PulumiProvider provider, CallContext context) =>
        new Construction(request, MonitorAt(request.MonitorEndpoint), _providerReference).Run(provider, context);

    /// <summary>Counts a Construct call as pending until its response has been sent.</summary>
    public void Track(HttpResponse response)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[sent] = true;
        response.OnCompleted(() =>
        {
            _pending.TryRemove(sent, out _);
            sent.SetResult();
            return Task.CompletedTask;
        });
    }

    /// <summary>Waits until the responses of the calls that are pending now have been sent, up to a limit.</summary>
    public async Task AllAnswered() => await Task.WhenAll(_pending.Keys.Select(sent => sent.Task))
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
