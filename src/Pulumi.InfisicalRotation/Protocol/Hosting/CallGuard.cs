using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Wraps every call: counts it, cancels it, turns its exceptions into gRPC statuses, and flushes its log lines before
/// the response is sent.
/// </summary>
internal sealed class CallGuard(InFlight inFlight, EngineLog log, TimeProvider time)
{
    /// <summary>Runs a synchronous call.</summary>
    public Task<TAnswer> Run<TAnswer>(
        ServerCallContext call, Func<TAnswer> work, string urn = "", [CallerMemberName] string method = "") =>
        Run(call, _ => Task.FromResult(work()), urn, 0, method);

    [SuppressMessage("Design", "CA1031", Justification = "Any exception becomes a gRPC status here.")]
    public async Task<TAnswer> Run<TAnswer>(
        ServerCallContext call,
        Func<CallContext, Task<TAnswer>> work,
        string urn = "",
        double timeoutSeconds = 0,
        [CallerMemberName] string method = "")
    {
        using var scope = inFlight.Enter(timeoutSeconds, time, call.CancellationToken);
        var logged = false;
        var context = new CallContext(urn, Log, scope.Cancelled, scope.Abandoned);
        try
        {
            return await work(context);
        }
        catch (Exception error)
        {
            if (RpcErrors.IsBug(error))
            {
                Log(LogLevel.Debug, error.StackTrace ?? "");
            }

            throw RpcErrors.From(error, method, scope.TimedOut);
        }
        finally
        {
            if (logged)
            {
                await log.Flush();
            }
        }

        void Log(LogLevel level, string message)
        {
            logged = true;
            log.Write(level, urn, message);
        }
    }
}
