namespace Pulumi.InfisicalRotation.Provider;

/// <summary>Severity of a line in the engine's log.</summary>
internal enum LogLevel
{
    Debug,
    Info,
    Warning,
}

/// <summary>The context of a call: resource, log and cancellation.</summary>
/// <param name="Urn">URN of the resource; empty for a call without a resource.</param>
/// <param name="Log">Writes a line to the engine's log for the resource. Never throws.</param>
/// <param name="Cancelled">
/// Cancelled by Ctrl-C or by the timeout of the call (<c>customTimeouts</c>). Waits end; a request in progress is
/// completed.
/// </param>
/// <param name="Abandoned">
/// Cancelled when the engine has dropped the call or has exited: the answer will not be saved in the state.
/// </param>
internal sealed record CallContext(
    string Urn, Action<LogLevel, string> Log, CancellationToken Cancelled, CancellationToken Abandoned)
{
    public void Info(string message) => Log(LogLevel.Info, message);

    public void Warn(string message) => Log(LogLevel.Warning, message);
}
