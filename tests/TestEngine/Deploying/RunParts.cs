using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TestEngine.Plugins;
using TestEngine.Serving;

namespace TestEngine.Deploying;

/// <summary>The parts of one run, put together and taken apart again.</summary>
internal sealed class RunParts : IAsyncDisposable
{
    /// <summary>What lies in a user's project must not reach a provider: this would make a careless one listen elsewhere, or fail.</summary>
    private const string Trap = """{"Kestrel":{"Endpoints":{"Trap":{"Url":"no-address"}}},"Urls":"http://127.0.0.1:1"}""";

    private readonly GrpcHost _engine;
    private readonly GrpcHost _monitor;
    private readonly string? _trap;

    private RunParts(RunContext run, GrpcHost engine, GrpcHost monitor, Works works, string? trap)
    {
        (_engine, _monitor, _trap) = (engine, monitor, trap);
        (Run, Providers, Deletions) = (run, works.Providers, works.Deletions);
        var stack = new StackContext(
            run.Program.Name, run.Options.Stack, run.Options.Parallel, monitor.Address, Settings.Of(run.Program, run.Options));
        Program = new ProgramRun(run, works.Providers, works.Resources, works.Components, stack);
        Refreshing = new Refreshing(run, works.Providers);
        Importing = new Importing(run, works.Providers);
    }

    public RunContext Run { get; }

    public ProviderPool Providers { get; }

    public Deletions Deletions { get; }

    public ProgramRun Program { get; }

    public Refreshing Refreshing { get; }

    public Importing Importing { get; }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The parts own one another.")]
    public static async Task<RunParts> StartAsync(RunContext run, CancellationToken cancellation)
    {
        var trap = run.Options.WorkingDirectory is null ? Directory.CreateTempSubdirectory("test-engine-").FullName : null;
        if (trap is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(trap, "appsettings.json"), Trap, cancellation);
        }

        var engine = await GrpcHost.StartAsync(new EngineService(run.Log), cancellation);
        var providers = new ProviderPool(run, new ProviderSurroundings(
            engine.Address, run.Options.WorkingDirectory ?? trap!, EnvironmentOf(run)));
        var deletions = new Deletions(run, providers);
        var resources = new CustomResources(run, providers, deletions);
        var components = new Components(run, providers, resources);
        var monitor = await GrpcHost.StartAsync(new MonitorService(run, components), cancellation);
        return new RunParts(run, engine, monitor, new Works(providers, deletions, resources, components), trap);
    }

    /// <summary>After a failure: what goes wrong in closing is one more line, not another failure.</summary>
    public async Task TryCloseAsync()
    {
        try
        {
            await Providers.CloseAsync();
        }
        catch (ProtocolViolationException error)
        {
            Run.Log.Error(error.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        await _monitor.DisposeAsync();
        await _engine.DisposeAsync();
        if (_trap is not null)
        {
            Directory.Delete(_trap, recursive: true);
        }
    }

    private static ImmutableDictionary<string, string?> EnvironmentOf(RunContext run) => run.Options.Environment
        .SetItem("PULUMI_PROJECT", run.Program.Name);

    private sealed record Works(ProviderPool Providers, Deletions Deletions, CustomResources Resources, Components Components);
}
