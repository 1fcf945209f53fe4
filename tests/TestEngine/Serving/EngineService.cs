using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;

namespace TestEngine.Serving;

/// <summary>What a provider may ask of the engine itself: to write a line of the log.</summary>
internal sealed class EngineService(EngineLog log) : Engine.EngineBase
{
    private static readonly Empty Done = new();

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        log.Add(new Diagnostic((Severity)(int)request.Severity, request.Message, request.Urn, request.Ephemeral));
        return Task.FromResult(Done);
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context) =>
        Task.FromResult(new RequirePulumiVersionResponse());
}
