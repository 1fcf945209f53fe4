using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>
/// Constructs one component. It is registered together with its first child, so wrong inputs are refused before
/// anything is in the state. No lock is held during a registration, because the engine calls this process for the
/// child.
/// </summary>
internal sealed class Construction(ConstructRequest request, MonitorClient monitor, string providerReference)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentBag<Task> _children = [];
    private PropertyMap? _marked;
    private Task<string>? _component;

    public async Task<ConstructResponse> Run(PulumiProvider provider, CallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled);
        try
        {
            // A cancelled call ends even if the component does not: the engine closes the connection soon after.
            var call = ComponentCodec.Decode(request);
            var stored = provider.StoredInputs(call);
            _marked = stored.Equals(call.Inputs) ? null : stored;
            var answer = await provider.Construct(call, Register, context)
                .WaitAsync(context.Cancelled);
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
        var registration = ComponentCodec.EncodeChild(request, await Component(ended), child, providerReference);
        var response = await monitor.Register(registration, either.Token);
        return new RegisteredChild(response.Urn, response.Id, PropertyCodec.Decode(response.Object), response.Unknown);
    }

    private async Task<ConstructResponse> Finish(ConstructAnswer answer, CancellationToken cancellation)
    {
        var component = await Component(cancellation);
        var outputs = ComponentCodec.EncodeOutputs(component, answer);
        await monitor.RegisterOutputs(request.Type, request.Name, outputs, cancellation);
        return ComponentCodec.Encode(request, component, answer);
    }

    /// <summary>The URN of the component. The first caller registers it.</summary>
    private Task<string> Component(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _component ??= Register();
        }

        async Task<string> Register() =>
            (await monitor.Register(ComponentCodec.EncodeComponent(request, _marked), cancellation)).Urn;
    }
}
