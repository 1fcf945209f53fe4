using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>
/// Registers resources with the engine. No call is retried: an unavailable engine has ended the deployment.
/// </summary>
internal sealed class MonitorClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ResourceMonitor.ResourceMonitorClient _monitor;

    public MonitorClient(string endpoint)
    {
        _channel = EngineChannel.Open(endpoint)
            ?? throw new WireFormatException($"the address of the engine's monitor, \"{endpoint}\", is not HOST:PORT");
        _monitor = new ResourceMonitor.ResourceMonitorClient(_channel);
    }

    public async Task<RegisterResourceResponse> Register(
        RegisterResourceRequest request, CancellationToken cancellation)
    {
        var response = await Invoke(
            request.Type, request.Name, _monitor.RegisterResourceAsync(request, cancellationToken: cancellation));
        return response.Result switch
        {
            Result.Success => response,
            Result.Skip => throw Failed(
                request.Type, request.Name, "it was skipped, because a resource that it depends on failed"),
            _ => throw Failed(request.Type, request.Name, "it failed; see the error of that resource"),
        };
    }

    public Task RegisterOutputs(
        string type, string name, RegisterResourceOutputsRequest request, CancellationToken cancellation) =>
        Invoke(type, name, _monitor.RegisterResourceOutputsAsync(request, cancellationToken: cancellation));

    public void Dispose() => _channel.Dispose();

    private static async Task<TResponse> Invoke<TResponse>(string type, string name, AsyncUnaryCall<TResponse> call)
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
                    $"Registering {type} \"{name}\": the engine ended the deployment, because it was interrupted or "
                    + "another resource failed.",
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
