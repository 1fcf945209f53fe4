using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>What components of this process share: connections to the engine's monitor, and who the provider is.</summary>
internal sealed class ComponentHost : IDisposable
{
    /// <summary>By address: one deployment has one, the next another.</summary>
    private readonly ConcurrentDictionary<string, Lazy<MonitorClient>> _monitors = new(StringComparer.Ordinal);

    private volatile string _ownReference = "";

    /// <summary>
    /// Remembers which provider resource this process is; <c>URN::ID</c> is what children name as their provider. Engines that
    /// share the process (attach) overwrite each other: the last one wins.
    /// </summary>
    public void ConfiguredAs(string urn, string id) => _ownReference = urn.Length > 0 && id.Length > 0 ? $"{urn}::{id}" : "";

    public Task<ConstructResponse> Construct(ConstructRequest request, Provider provider, CallContext context) =>
        new Construction(request, MonitorAt(request.MonitorEndpoint), _ownReference).Run(provider, context);

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
