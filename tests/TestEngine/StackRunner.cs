using TestEngine.Deploying;
using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.Serving;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine;

/// <summary>One stack of a program, run with a provider the way an engine runs it. A test engine, not Pulumi.</summary>
public sealed class StackRunner
{
    private readonly EngineOptions _options;
    private StackState _state;
    private Func<Task> _interrupt = () => Task.CompletedTask;

    public StackRunner(StackProgram program, EngineOptions options)
    {
        (Program, _options) = (program, options);
        _state = options.StateFile is null ? StackState.Empty : StateFile.Read(options.StateFile);
    }

    /// <summary>May be changed between two runs.</summary>
    public StackProgram Program { get; set; }

    public StackState State => _state;

    public Task<RunResult> PreviewAsync(CancellationToken cancellation) => RunAsync(isPreview: true, DeployAsync, cancellation);

    public Task<RunResult> UpAsync(CancellationToken cancellation) => RunAsync(isPreview: false, DeployAsync, cancellation);

    public Task<RunResult> RefreshAsync(CancellationToken cancellation) =>
        RunAsync(isPreview: false, parts => parts.Refreshing.RunAsync(beforeRun: false), cancellation);

    public Task<RunResult> DestroyAsync(CancellationToken cancellation) => RunAsync(isPreview: false, DestroyAsync, cancellation);

    /// <summary>Takes an object into the state; its inputs are what the provider reads.</summary>
    public Task<RunResult> ImportAsync(string type, string name, string id, CancellationToken cancellation) =>
        RunAsync(isPreview: false, parts => parts.Importing.RunAsync(type, name, id), cancellation);

    /// <summary>What Ctrl-C does: nothing new is begun, and what is under way is asked to end and awaited.</summary>
    public Task InterruptAsync() => _interrupt();

    private static async Task DeployAsync(RunParts parts)
    {
        await parts.Refreshing.RunAsync(beforeRun: true);
        parts.Run.ThrowIfStopped();
        await parts.Program.PlayAsync();
        parts.Run.ThrowIfStopped();
        await parts.Deletions.DeleteAllAsync(parts.Run.Journal.State.Resources.Where(resource =>
            resource.IsToBeDeleted || !parts.Run.IsRegistered(resource.Urn)));
    }

    private static async Task DestroyAsync(RunParts parts)
    {
        await parts.Refreshing.RunAsync(beforeRun: true);
        parts.Run.ThrowIfStopped();
        await parts.Deletions.DeleteAllAsync(parts.Run.Journal.State.Resources);
        parts.Run.Journal.SetOutputs(parts.Run.Log.HasErrors ? parts.Run.Journal.State.Outputs : ValueMap.Empty);
    }

    private async Task<RunResult> RunAsync(bool isPreview, Func<RunParts, Task> work, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(_options.TimeLimit);
        var log = new EngineLog();
        var journal = new Journal(_state with { PendingCreates = [] }, isPreview ? _ => { } : Save);
        foreach (var urn in _state.PendingCreates)
        {
            log.Warning("An earlier run was interrupted while it created this; it may exist already.", urn);
        }

        using var run = new RunContext(Program, _options, isPreview, journal, log, ended.Token);
        await using var parts = await RunParts.StartAsync(run, ended.Token);
        _interrupt = async () =>
        {
            run.Fail(new ProgramException("The run was cancelled."), "");
            await parts.Providers.CancelAsync();
        };
        try
        {
            await work(parts);
            await parts.Providers.CloseAsync();
        }
        catch (Exception error) when (error is ProgramException or ProviderErrorException or ProtocolViolationException or RunStoppedException or CheckFailedException)
        {
            run.Fail(error, "");
            await parts.TryCloseAsync();
        }

        return new RunResult(!log.HasErrors, run.Steps, log.Said, journal.State.Outputs, journal.State);
    }

    private void Save(StackState state)
    {
        _state = state;
        if (_options.StateFile is not null)
        {
            StateFile.Write(_options.StateFile, state);
        }
    }
}
