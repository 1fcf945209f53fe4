using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// The engine's log. Lines arrive in the order they were written in; a line that can't be delivered is dropped, for a message
/// must not make a call fail.
/// </summary>
internal sealed class EngineLog(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string _address = "";
    private GrpcChannel? _channel;
    private Engine.EngineClient? _engine;
    private Task _last = Task.CompletedTask;
    private volatile bool _answers = true;

    /// <summary>Says where the engine is. Told the same again it keeps its connection; told another, that one holds from here on.</summary>
    public void ConnectTo(string address)
    {
        lock (_gate)
        {
            if (address.Length > 0 && address != _address)
            {
                // The channel before this one is kept by the lines still on their way, and goes with them.
                (_address, _channel, _engine, _answers) = (address, null, null, true);
            }
        }
    }

    /// <summary>Queues a line at a resource, or at none where the URN is empty.</summary>
    public void Write(LogLevel level, string urn, string message)
    {
        var line = new LogRequest { Severity = SeverityOf(level), Urn = urn.WellFormed(), Message = message.WellFormed() };
        lock (_gate)
        {
            if (EngineClient() is { } engine)
            {
                _last = SendAfter(_last, engine, line);
            }
        }
    }

    /// <summary>
    /// Waits for the lines written so far, so that none comes after the answer it belongs to: by then the engine may have
    /// closed its log. An engine that does not take lines is waited for once, not with every call.
    /// </summary>
    public async Task Flush()
    {
        Task last;
        lock (_gate)
        {
            last = _last;
        }

        if (_answers)
        {
            await last.WaitAsync(FlushLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _answers = last.IsCompleted;
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
            _answers = true;
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            _answers = false;
        }
    }

    private static LogSeverity SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Warning => LogSeverity.Warning,
        LogLevel.Info => LogSeverity.Info,
        _ => LogSeverity.Debug,
    };
}
