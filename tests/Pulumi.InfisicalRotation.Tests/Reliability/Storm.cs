using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Plays random programs, changes by others, time and faults, and counts the world after each run. It does what messages
/// advise: a rotation that was reported and is not in the state is deleted by hand.
/// </summary>
internal sealed class Storm : IAsyncDisposable
{
    private const string Rotator = "rotator";

    private readonly ProviderHarness _engine;
    private readonly StackModel _stack;
    private readonly Random _random;
    private readonly StormPrograms _programs;
    private readonly StormWeather _weather;
    private readonly List<string> _history = [];
    private readonly StormWorld _world;
    private readonly StormUser _user;
    private readonly Dictionary<string, int> _counts = [];
    private int _failures;

    private Storm(ProviderHarness engine, Random random)
    {
        (_engine, _random, _stack) = (engine, random, new StackModel(engine));
        _programs = new StormPrograms(engine.Server, random);
        _weather = new StormWeather(engine, random);
        _world = new StormWorld(engine, _stack, _weather);
        _user = new StormUser(engine, _stack, _world, _history.Add);
    }

    /// <summary>What happened, newest last.</summary>
    public string History => string.Join("\n", _history.TakeLast(60));

    /// <summary>How often what was done.</summary>
    public string Summary => string.Join(
        ", ", _counts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}"));

    public static async Task<Storm> Start(Random random)
    {
        var options = new EmulatorOptions { Seed = Seed.WithEveryApp() };
        options.Seed = options.Seed with
        {
            IamUsers = [.. StormPrograms.Users.Concat(["foreign-bot", Rotator]).Select(name => new SeedIamUser(name))],
            Projects = [options.Seed.Project with { Folders = [new("dev", "/services"), new("prod", "/services")] }],
        };
        options.RotationsObeyIamPolicies = false;
        var engine = await ProviderHarness.Start(options);
        var key = engine.Server.World.AddKey(Rotator);
        engine.Server.World.Add(new SeedConnection("aws", StormPrograms.Connection)
        {
            AwsKey = new AwsKey(key.AccessKeyId, key.SecretAccessKey),
        });
        return new Storm(engine, random);
    }

    public async Task Step()
    {
        switch (_random.Next(10))
        {
            case < 3:
                Change();
                break;
            case < 5:
                _history.Add("elsewhere: " + await _weather.Change());
                break;
            default:
                await Run();
                break;
        }
    }

    /// <summary>Removes everything; what a message names is removed by hand.</summary>
    public async Task End()
    {
        _stack.Program = [];
        for (var attempt = 0; attempt < 4 && !_stack.State.IsEmpty; attempt++)
        {
            await _user.DoAsAdvised(await Play("up", stack => stack.Up(Configuration()), StormRun.Quiet));
            _stack.Program = [];
            await _user.DoAsAdvised(await Play("destroy", stack => stack.Destroy(Configuration()), StormRun.Quiet));
        }

        Require(_stack.State.IsEmpty, "The destroy leaves resources in the state.");
        var left = _world.ForgottenRotations.Select(one => one.Name)
            .Concat(_world.ForgottenConnections.Select(one => one.Name));
        Require(!left.Any(), $"The destroy leaves {string.Join(", ", left)}.");
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    private void Change()
    {
        _stack.Program = _programs.Next(_stack.Program);
        _history.Add("program: " + string.Join(", ", _stack.Program.Select(Shown)));
    }

    private async Task Run()
    {
        var kind = (StormRun)_random.Next(3);
        var isQuiet = kind == StormRun.Quiet;
        if (!isQuiet)
        {
            Change();
        }

        if (kind == StormRun.Faulty)
        {
            _history.Add("faults:" + _weather.PlanFaults());
        }

        RunOutcome run;
        switch (_random.Next(8))
        {
            case 0:
                await Play("preview", stack => stack.Preview(Configuration()), kind);
                return;
            case 1:
                await Play("refresh", stack => stack.Refresh(Configuration()), kind);
                return;
            default:
                run = await Play("up", stack => stack.Up(Configuration()), kind);
                break;
        }

        await _user.DoAsAdvised(run);
        if (isQuiet && run.Succeeded)
        {
            await RequireConverged();
        }

        // A program that cannot work is given up.
        _failures = isQuiet && !run.Succeeded ? _failures + 1 : 0;
        if (_failures > 1)
        {
            _stack.Program = _stack.Program.RemoveAll(one => _random.Next(2) == 0 || one.Needs.Count > 0);
            _history.Add("program given up: " + string.Join(", ", _stack.Program.Select(Shown)));
        }
    }

    private async Task<RunOutcome> Play(string name, Func<StackModel, Task<RunOutcome>> play, StormRun kind)
    {
        var (before, orphans) = (_world.Foreign(), _world.Orphans());
        var run = kind == StormRun.Race ? await _weather.Race(() => play(_stack), _history.Add) : await play(_stack);
        _weather.ClearFaults();
        run.Steps.Select(step => step.Split(' ')[0]).ToList().ForEach(Count);
        run.Warnings.Where(line => line.Contains("was lost, but", StringComparison.Ordinal))
            .Select(_ => "lost create found").ToList().ForEach(Count);

        _history.Add($"{name}: {string.Join(", ", run.Steps)}{string.Concat(run.Errors.Select(error => $"\n    {error}"))}");
        var unknown = _world.Unknown(run);
        Require(unknown.IsEmpty, $"Nobody knows: {string.Join(", ", unknown)}");
        if (kind != StormRun.Race)
        {
            // Others changed nothing in the run, so what changed is its doing.
            var changed = before.Except(WorldLines.Of(_engine.Server.World));
            Require(changed.IsEmpty, $"Foreign objects were changed: {string.Join(", ", changed)}");
            var orphaned = _world.Orphans().Except(orphans);
            Require(
                orphaned.IsEmpty || SaysThatCredentialsMayLive(run),
                $"Belongs to nothing, and no message says so: {string.Join(", ", orphaned)}\n{run.Said}");
        }

        Count(run.Succeeded ? $"{name} ({kind})" : $"failed {name} ({kind})");
        return run;
    }

    /// <summary>A preview right after an up finds nothing to do, and each declared resource is where it should be.</summary>
    private async Task RequireConverged()
    {
        var preview = await Play("preview after up", stack => stack.Preview(Configuration()), StormRun.Quiet);
        Require(
            preview.Succeeded && preview.Steps.IsEmpty,
            $"The preview after an up plans {string.Join(", ", preview.Steps)}.");
        Require(_stack.State.Length == _stack.Program.Length, "The state has other resources than the program.");
        var other = _stack.Program.Where(one => !_world.IsAsDeclared(one)).Select(one => one.Name);
        Require(!other.Any(), $"Not as declared: {string.Join(", ", other)}.");
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private static bool SaysThatCredentialsMayLive(RunOutcome run) =>
        run.Said.Contains("valid", StringComparison.Ordinal) || run.Said.Contains("revoke", StringComparison.Ordinal);

    private PropertyMap Configuration() => _engine.Configuration().With(
        "aws",
        new PropertyValue.Secret(PropertyMap.Empty
            .With("endpoint", _engine.Server.IamAddress.ToString())
            .With("accessKeyId", _engine.Server.Seed.AwsRootKey.AccessKeyId)
            .With("secretAccessKey", _engine.Server.Seed.AwsRootKey.SecretAccessKey)));

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static string Shown(Declared declared) =>
        $"{declared.Name}={declared.Token.Split(':')[^1]}"
        + $"({declared.Text("name")} {declared.Text("environment")}:{declared.Text("secretPath")})";
}

/// <summary>What a run meets.</summary>
internal enum StormRun
{
    /// <summary>Nothing.</summary>
    Quiet,

    /// <summary>Faults.</summary>
    Faulty,

    /// <summary>Somebody who changes something at the same time.</summary>
    Race,
}
