using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>The log of an engine: keeps the lines in the order they arrive in.</summary>
internal sealed class FakeEngine : Engine.EngineBase
{
    public ConcurrentQueue<LogRequest> Lines { get; } = new();

    /// <summary>What happens before a line is taken.</summary>
    public Func<LogRequest, Task> OnLine { get; set; } = _ => Task.CompletedTask;

    public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        await OnLine(request).WaitAsync(context.CancellationToken);
        Lines.Enqueue(request);
        return new Empty();
    }
}
