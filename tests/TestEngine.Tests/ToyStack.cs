using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.Serving;

namespace TestEngine.Tests;

/// <summary>A stack with the toy provider, served in this process.</summary>
internal sealed class ToyStack : IAsyncDisposable
{
    private readonly GrpcHost _host;

    private ToyStack(ToyProvider provider, GrpcHost host)
    {
        (Provider, _host) = (provider, host);
        Runner = new StackRunner(new StackProgram("play"), Options);
    }

    public ToyProvider Provider { get; }

    public StackRunner Runner { get; set; }

    public EngineOptions Options => new EngineOptions
    {
        Providers = new EngineOptions().Providers.Add("toy", new ProviderSource.Running(_host.Address)),
    };

    public static async Task<ToyStack> StartAsync()
    {
        var provider = new ToyProvider();
        return new ToyStack(provider, await GrpcHost.StartAsync(provider, TestContext.Current.CancellationToken));
    }

    /// <summary>A program of things, by name, each with its properties.</summary>
    public static StackProgram Things(params ReadOnlySpan<(string Name, Dictionary<string, object?> Properties)> things)
    {
        var program = new StackProgram("play");
        foreach (var (name, properties) in things)
        {
            program = program.With(name, ToyProvider.Thing, properties);
        }

        return program;
    }

    public Task<RunResult> UpAsync(StackProgram program)
    {
        Runner.Program = program;
        return Runner.UpAsync(TestContext.Current.CancellationToken);
    }

    public Task<RunResult> PreviewAsync(StackProgram program)
    {
        Runner.Program = program;
        return Runner.PreviewAsync(TestContext.Current.CancellationToken);
    }

    public Task<RunResult> DestroyAsync() => Runner.DestroyAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
