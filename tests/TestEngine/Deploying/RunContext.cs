using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.Serving;
using TestEngine.State;

namespace TestEngine.Deploying;

/// <summary>What all parts of one run share.</summary>
internal sealed class RunContext(
    StackProgram program, EngineOptions options, bool isPreview, Journal journal, EngineLog log, CancellationToken ended) : IDisposable
{
    private readonly ConcurrentQueue<Step> _steps = new();
    private readonly ConcurrentDictionary<string, byte> _registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StackProgram Program => program;

    public EngineOptions Options => options;

    public bool IsPreview => isPreview;

    public Journal Journal => journal;

    public EngineLog Log => log;

    /// <summary>The run is over, its providers are being killed.</summary>
    public CancellationToken Ended => ended;

    /// <summary>Check and Diff come one at a time.</summary>
    public SemaphoreSlim Planning { get; } = new(1);

    public SemaphoreSlim Working { get; } = new(options.Parallel);

    public ImmutableArray<Step> Steps => [.. _steps];

    public string StackUrn { get; } = Urn.Of(options.Stack, program.Name, "", Urn.StackType, $"{program.Name}-{options.Stack}");

    /// <summary>Ends once something failed: nothing new is begun, what is under way is awaited.</summary>
    public Task Stopped => _stopped.Task;

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(32);

    public void Did(StepKind kind, ResourceIdentity resource, bool isChange, ImmutableArray<PropertyChange> details = default)
    {
        var step = new Step(kind, resource.Urn, resource.Type, resource.Name, details.IsDefault ? [] : details, isChange);
        _steps.Enqueue(step);
        options.OnStep?.Invoke(step);
    }

    public bool IsRegistered(string urn) => _registered.ContainsKey(urn);

    /// <summary>The program declares a resource; each only once.</summary>
    public void Register(string urn)
    {
        if (!_registered.TryAdd(urn, 0))
        {
            throw new ProgramException($"Two resources have the URN {urn}.");
        }
    }

    public void Stop() => _stopped.TrySetResult();

    public void Fail(Exception error, string urn)
    {
        if (error is not RunStoppedException)
        {
            log.Error(error.Message, urn);
        }

        Stop();
    }

    public void ThrowIfStopped()
    {
        if (Stopped.IsCompleted)
        {
            throw new RunStoppedException();
        }
    }

    /// <summary>Runs in turn with others of the kind; not at all once something failed.</summary>
    public async Task<T> InTurnAsync<T>(SemaphoreSlim turn, Func<Task<T>> work)
    {
        await turn.WaitAsync(ended);
        try
        {
            ThrowIfStopped();
            var task = work();
            _underWay[task] = 0;
            return await task;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits for every call about one resource that is under way; open components are not among them.</summary>
    public async Task CallsUnderWayAsync()
    {
        foreach (var call in _underWay.Keys)
        {
            await call.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    public void Dispose()
    {
        Planning.Dispose();
        Working.Dispose();
    }
}

/// <summary>Something else failed; this was not begun.</summary>
internal sealed class RunStoppedException() : Exception("Not begun, because something else failed.");
