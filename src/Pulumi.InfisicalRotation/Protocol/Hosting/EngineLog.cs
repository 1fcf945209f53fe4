using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Writes to the engine's log, in order. A line that cannot be delivered is dropped, because logging must not make a
/// call fail.
/// </summary>
internal sealed class EngineLog(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string _address = "";
    private GrpcChannel? _channel;
    private Engine.EngineClient? _engine;
    private Task _lastLine = Task.CompletedTask;
    private volatile bool _isResponsive = true;

    /// <summary>Sets the address of the engine. The connection is kept if the address is unchanged or empty.</summary>
    public void ConnectTo(string address)
    {
        lock (_gate)
        {
            if (address.Length > 0 && address != _address)
            {
                // Queued lines still use the previous channel, so it is not disposed.
                (_address, _channel, _engine, _isResponsive) = (address, null, null, true);
            }
        }
    }

    /// <summary>Queues a line for a resource; for no resource if the URN is empty.</summary>
    public void Write(LogLevel level, string urn, string message)
    {
        var line = new LogRequest
        {
            Severity = SeverityOf(level),
            Urn = urn.WellFormed(),
            Message = message.AsMessage(),
        };
        lock (_gate)
        {
            if (EngineClient() is { } engine)
            {
                _lastLine = SendAfter(_lastLine, engine, line);
            }
        }
    }

    /// <summary>
    /// Waits for the lines written so far: after the response of a call, the engine may have closed its log. Does not
    /// wait again for an engine that does not respond.
    /// </summary>
    public async Task Flush()
    {
        Task last;
        lock (_gate)
        {
            last = _lastLine;
        }

        if (_isResponsive)
        {
            await last.WaitAsync(FlushLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _isResponsive = last.IsCompleted;
        }
    }

    public void Dispose() => _channel?.Dispose();

    private Engine.EngineClient? EngineClient()
    {
        if (_engine is null && _address.Length > 0)
        {
            _channel = EngineChannel.Open(_address);
            _engine = _channel is null ? null : new Engine.EngineClient(_channel);
        }

        return _engine;
    }

    private async Task SendAfter(Task previous, Engine.EngineClient engine, LogRequest line)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var limit = new CancellationTokenSource(LineLimit, time);
        try
        {
            await engine.LogAsync(line, cancellationToken: limit.Token);
            _isResponsive = true;
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            _isResponsive = false;
        }
    }

    private static LogSeverity SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Warning => LogSeverity.Warning,
        LogLevel.Info => LogSeverity.Info,
        _ => LogSeverity.Debug,
    };
}
