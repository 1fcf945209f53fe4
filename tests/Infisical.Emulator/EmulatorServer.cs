using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>An Infisical server, with the AWS account whose keys it rotates, on loopback ports of this process.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly Instance _instance;
    private Listener? _infisical;
    private Listener? _aws;
    private Listener? _secure;

    private EmulatorServer(Instance instance)
    {
        _instance = instance;
        World = new World(instance);
    }

    /// <summary>Where Infisical's API is.</summary>
    public Uri Address => _infisical!.Address;

    /// <summary>Where Infisical's API is with TLS, if <see cref="EmulatorOptions.TlsCertificate"/> is set.</summary>
    public Uri SecureAddress => _secure!.Address;

    /// <summary>Where the AWS IAM and STS API is.</summary>
    public Uri IamAddress => _aws!.Address;

    /// <summary>What was there at the start.</summary>
    public Seed Seed => _instance.Options.Seed;

    /// <summary>The switches; a change counts from the next request on.</summary>
    public EmulatorOptions Options => _instance.Options;

    /// <summary>What arrived.</summary>
    public RequestLog Requests => _instance.Requests;

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults => _instance.Faults;

    /// <summary>The server's time.</summary>
    public EmulatorClock Clock => _instance.Clock;

    /// <summary>How far GETs are behind.</summary>
    public ReadLag ReadLag => _instance.Lag;

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
        _instance.Scheduler.RunAsync(attempts, cancellation);

    /// <summary>An access token for an identity, without a login being recorded.</summary>
    public string IssueToken(Identity identity) => _instance.Tokens.Issue(identity).TextOf("accessToken")!;

    /// <summary>A token of another issuer with which an identity can log in.</summary>
    /// <param name="method">The method, as in the path of its login: <c>oidc-auth</c>.</param>
    /// <param name="identity">Whom it is for.</param>
    /// <param name="audience">For whom it is meant; the identity, if not said.</param>
    public string IssueProof(string method, Identity identity, string? audience = null) =>
        _instance.IdentityTokens.Issue(method, identity.Id, audience);

    /// <summary>Every access token made so far is revoked.</summary>
    public void RevokeTokens() => _instance.Tokens.RevokeAll();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in new[] { _infisical, _aws, _secure }.OfType<Listener>())
        {
            await listener.DisposeAsync();
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        var infisical = new Pipeline(_instance, new Routes(_instance));
        _infisical = await Listener.StartAsync(_instance.Options.Port, infisical.RunAsync, cancellation);
        _aws = await Listener.StartAsync(_instance.Options.IamPort, new IamPipeline(_instance).RunAsync, cancellation);
        if (_instance.Options.TlsCertificate is { } certificate)
        {
            _secure = await Listener.StartAsync(port: 0, infisical.RunAsync, cancellation, certificate);
        }
    }
}
