using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Deploying;
using TestEngine.Values;

namespace TestEngine.Serving;

/// <summary>What a component may ask of the engine: to register itself, its children and its outputs.</summary>
internal sealed class MonitorService(RunContext run, Components components) : ResourceMonitor.ResourceMonitorBase
{
    private static readonly Empty Done = new();

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context) => Task.FromResult(new DeploymentInfo
    {
        Project = run.Program.Name,
        Stack = run.Options.Stack,
        Organization = "organization",
        DryRun = run.IsPreview,
        Parallel = run.Options.Parallel,
        SupportedFeatures =
        {
            ResourceMonitorFeature.Secrets, ResourceMonitorFeature.ResourceReferences, ResourceMonitorFeature.OutputValues, ResourceMonitorFeature.AliasSpecs,
        },
    });

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = request.Id is "secrets" or "resourceReferences" or "outputValues" or "aliasSpecs" });

    public override async Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
    {
        try
        {
            if (!request.Custom)
            {
                return new RegisterResourceResponse { Urn = components.RegisterSelf(request) };
            }

            var child = await components.RegisterChildAsync(request);
            return new RegisterResourceResponse { Urn = child.Urn, Id = child.Id ?? "", Object = child.Outputs.ToStruct() };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A failed registration gets no reply: Cancel comes first, then the end of the process.
            run.Fail(error, request.Parent);
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            throw;
        }
    }

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
    {
        try
        {
            components.RegisterOutputs(request);
            return Task.FromResult(Done);
        }
        catch (Plugins.ProtocolViolationException error)
        {
            run.Fail(error, request.Urn);
            throw new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, error.Message));
        }
    }
}
