using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>The engine's monitor: gives URNs, keeps what it was asked, and refuses what the engine refuses.</summary>
internal sealed class FakeMonitor : ResourceMonitor.ResourceMonitorBase
{
    private readonly ConcurrentDictionary<string, bool> _finished = new();

    public ConcurrentQueue<RegisterResourceRequest> Registrations { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    /// <summary>What a child is answered; null leaves it to the default, which echoes the inputs.</summary>
    public Func<RegisterResourceRequest, CancellationToken, Task<RegisterResourceResponse?>> OnChild { get; set; } =
        (_, _) => Task.FromResult<RegisterResourceResponse?>(null);

    public RegisterResourceRequest Registered(string name) => Registrations.Single(request => request.Name == name);

    public override async Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request, ServerCallContext context)
    {
        if (request.Remote)
        {
            throw new RpcException(
                new Grpc.Core.Status(StatusCode.Internal, "a remote registration would call the provider again"));
        }

        Registrations.Enqueue(request);
        var urn = UrnOf(request);
        return request.Custom
            ? await OnChild(request, context.CancellationToken) ?? new()
            {
                Urn = urn,
                Id = $"id-of-{request.Name}",
                Object = request.Object,
            }
            : new() { Urn = urn };
    }

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest request, ServerCallContext context)
    {
        if (!_finished.TryAdd(request.Urn, true))
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, "outputs were registered twice"));
        }

        Outputs.Enqueue(request);
        return Task.FromResult(new Empty());
    }

    public static string UrnOf(RegisterResourceRequest request) =>
        $"urn:pulumi:stack::project::{request.Type}::{request.Name}";
}
