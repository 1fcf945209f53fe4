using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>Registers resources with the engine. Nothing is repeated: an engine that closed has ended the deployment.</summary>
internal sealed class MonitorClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ResourceMonitor.ResourceMonitorClient _monitor;

    public MonitorClient(string endpoint)
    {
        _channel = EngineChannel.Open(endpoint)
            ?? throw new WireFormatException($"the engine's monitor is at \"{endpoint}\", which is no address");
        _monitor = new ResourceMonitor.ResourceMonitorClient(_channel);
    }

    public async Task<RegisterResourceResponse> Register(RegisterResourceRequest request, CancellationToken cancellation)
    {
        var response = await Ask(request.Type, request.Name, _monitor.RegisterResourceAsync(request, cancellationToken: cancellation));
        return response.Result switch
        {
            Result.Success => response,
            Result.Skip => throw Failed(request.Type, request.Name, "it was skipped, because something it depends on failed"),
            _ => throw Failed(request.Type, request.Name, "it failed; the error is reported at the resource itself"),
        };
    }

    public Task RegisterOutputs(string type, string name, RegisterResourceOutputsRequest request, CancellationToken cancellation) =>
        Ask(type, name, _monitor.RegisterResourceOutputsAsync(request, cancellationToken: cancellation));

    public void Dispose() => _channel.Dispose();

    private static async Task<TResponse> Ask<TResponse>(string type, string name, AsyncUnaryCall<TResponse> call)
    {
        using (call)
        {
            try
            {
                return await call;
            }
            catch (RpcException error) when (error.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
            {
                throw new RefusalException(
                    RefusalKind.Cancelled,
                    $"Registering {type} \"{name}\": the engine ended the deployment, because it was interrupted or another resource failed.",
                    error);
            }
            catch (RpcException error)
            {
                throw Failed(type, name, error.Status.Detail, error);
            }
        }
    }

    private static RefusalException Failed(string type, string name, string reason, Exception? cause = null) =>
        new(RefusalKind.Precondition, $"Registering {type} \"{name}\": {reason}.", cause);
}
