namespace Infisical.Emulator;

/// <summary>The parts of one emulated server, made once and shared by its routes.</summary>
internal sealed class Instance
{
    private int _number;

    public Instance(EmulatorOptions options)
    {
        Options = options;
        Types = new RotationTypes(options);
        Store = new Store(Lag);
        Logins = new Logins(options.Seed.Identities, Clock);
        Tokens = new Tokens(options, Logins, Clock);
        IdentityTokens = new IdentityTokens(Clock);
        Iam = new IamStore(Clock);
        ConnectionCallers = new ConnectionCallers(this);
        Aws = new AwsProvider(this);
        Accounts = new AccountProvider(Clock);
        Issues = new IssueSteps(this);
        Runner = new RotationRunner(this);
        Scheduler = new Scheduler(this);
        new Seeder(this).Plant(options.Seed);
        ConnectionCallers.Settle();
    }

    public EmulatorOptions Options { get; }

    public RotationTypes Types { get; }

    public EmulatorClock Clock { get; } = new();

    public ReadLag Lag { get; } = new();

    public FaultPlan Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    public Store Store { get; }

    public Logins Logins { get; }

    public Tokens Tokens { get; }

    public IdentityTokens IdentityTokens { get; }

    public IamStore Iam { get; }

    public ConnectionCallers ConnectionCallers { get; }

    public AwsProvider Aws { get; }

    public AccountProvider Accounts { get; }

    public RotationLocks Locks { get; } = new();

    public IssueSteps Issues { get; }

    public RotationRunner Runner { get; }

    public Scheduler Scheduler { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The secret part of an AWS access key that works, or null.</summary>
    public string? SecretOf(string accessKeyId) => accessKeyId == Options.Seed.AwsRootKey.AccessKeyId
        ? Options.Seed.AwsRootKey.SecretAccessKey
        : Iam.Key(accessKeyId) is { IsActive: true } key ? key.SecretAccessKey : null;

    public int NextNumber() => Interlocked.Increment(ref _number);

    public IProvider ProviderOf(RotationType type) => type.Issuing == Issuing.IamKey ? Aws : Accounts;
}
