using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>An Infisical server, with the AWS account whose keys it rotates, on loopback ports of this process.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly Instance instance;
    private Listener? infisical;
    private Listener? aws;

    private EmulatorServer(Instance instance)
    {
        this.instance = instance;
        World = new World(instance);
    }

    /// <summary>Where Infisical's API is.</summary>
    public Uri Address => infisical!.Address;

    /// <summary>Where the AWS IAM and STS API is.</summary>
    public Uri IamAddress => aws!.Address;

    /// <summary>What was there at the start.</summary>
    public Seed Seed => instance.Options.Seed;

    /// <summary>The switches; a change counts from the next request on.</summary>
    public EmulatorOptions Options => instance.Options;

    /// <summary>What arrived.</summary>
    public RequestLog Requests => instance.Requests;

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults => instance.Faults;

    /// <summary>The server's time.</summary>
    public EmulatorClock Clock => instance.Clock;

    /// <summary>How far GETs are behind.</summary>
    public ReadLag ReadLag => instance.Lag;

    /// <summary>What is there now; things can be added, too.</summary>
    public World World { get; }

    /// <summary>Starts a server; with no options the newest one, in the default world, on free ports.</summary>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options, CancellationToken cancellation)
    {
        var server = new EmulatorServer(new Instance(options ?? new EmulatorOptions()));
        try
        {
            await server.ListenAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Does what is due by the clock, each with up to five attempts and no waiting between them. With fewer
    /// <paramref name="attempts"/> a rotation that fails is left as it looks in between: overdue, and not yet failed.
    /// </summary>
    public Task<ImmutableArray<ScheduledRotation>> RunScheduler(CancellationToken cancellation, int attempts = Scheduler.AttemptLimit) =>
        instance.Scheduler.RunAsync(attempts, cancellation);

    /// <summary>An access token for an identity, without a login being recorded.</summary>
    public string IssueToken(Identity identity) => instance.Tokens.Issue(identity).TextOf("accessToken")!;

    /// <summary>Every access token made so far is revoked.</summary>
    public void RevokeTokens() => instance.Tokens.RevokeAll();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in new[] { infisical, aws }.OfType<Listener>())
        {
            await listener.DisposeAsync();
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        infisical = await Listener.StartAsync(instance.Options.Port, new Pipeline(instance, new Routes(instance)).RunAsync, cancellation);
        aws = await Listener.StartAsync(instance.Options.IamPort, new IamPipeline(instance).RunAsync, cancellation);
    }
}
