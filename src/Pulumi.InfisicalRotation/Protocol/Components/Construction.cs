using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>
/// One component, from the engine's request to its outputs. It registers itself with its first child, so that wrong inputs
/// are refused before anything is in the state; no lock is held meanwhile, for the children come back to this process as calls.
/// </summary>
internal sealed class Construction(ConstructRequest request, MonitorClient monitor, string ownReference)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentBag<Task> _children = [];
    private Task<string>? _component;

    public async Task<ConstructResponse> Run(PulumiProvider provider, CallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled);
        try
        {
            // Not left to the component: whatever it waits for, the engine must not find the call open when it closes.
            var answer = await provider.Construct(ComponentCodec.Decode(request), Register, context).WaitAsync(context.Cancelled);
            await Task.WhenAll(_children);
            return await Finish(answer, ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
        }

        async Task<RegisteredChild> Register(ChildRegistration child, CancellationToken cancellation)
        {
            var registering = RegisterChild(child, ended.Token, cancellation);
            _children.Add(registering);
            return await registering;
        }
    }

    private async Task<RegisteredChild> RegisterChild(
        ChildRegistration child, CancellationToken ended, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellation);
        var registration = ComponentCodec.ChildOf(request, await Component(ended), child, ownReference);
        var response = await monitor.Register(registration, either.Token);
        return new RegisteredChild(response.Urn, response.Id, PropertyCodec.Decode(response.Object), response.Unknown);
    }

    private async Task<ConstructResponse> Finish(ConstructAnswer answer, CancellationToken cancellation)
    {
        var component = await Component(cancellation);
        await monitor.RegisterOutputs(request.Type, request.Name, ComponentCodec.OutputsOf(component, answer), cancellation);
        return ComponentCodec.Encode(request, component, answer);
    }

    /// <summary>The URN of the component, registered once however many ask.</summary>
    private Task<string> Component(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _component ??= Ask();
        }

        async Task<string> Ask() => (await monitor.Register(ComponentCodec.SelfOf(request), cancellation)).Urn;
    }
}
