using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>What one fault did to one operation, and what the runs after it did.</summary>
/// <param name="Faulty">The run with the fault.</param>
/// <param name="Left">What is there after it.</param>
/// <param name="Unknown">What lives then and is neither in the state nor named to the user.</param>
/// <param name="Next">The next run, without a fault.</param>
/// <param name="LeftNext">What is there after that.</param>
/// <param name="Faults">What is wrong with the end of the story; empty if it ends as it must.</param>
internal sealed record MatrixCell(
    RunOutcome Faulty, string Left, ImmutableArray<string> Unknown, RunOutcome Next, string LeftNext, ImmutableArray<string> Faults)
{
    private const int Always = 100;
    private const int Holds = 40;

    /// <summary>Plays the story of a cell; without a fault, that of the operation alone.</summary>
    public static async Task<MatrixCell> Play(MatrixOperation operation, MatrixFault? fault, Unreachable places)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Options.TriesAwsConnections = false;
        await AddForeignObjects(engine);
        var before = WorldLines.Of(engine.Server.World);
        var stack = new StackModel(engine) { Program = operation.Before(engine) };
        var wanted = operation.After(engine);
        Require(await stack.Up(Configuration(engine, operation)), "the run before the fault");

        stack.Program = wanted;
        operation.Also?.Invoke(engine.Server.Faults);
        var faulty = await WithFault(engine, stack, operation, fault, places);
        engine.Server.Faults.Clear();
        var left = Count(engine, before, stack);
        var unknown = WorldLines.Unknown(engine.Server.World, before, stack.Ids, faulty.Said);

        var next = await stack.Up(Configuration(engine, operation));
        var leftNext = Count(engine, before, stack);
        var wrong = await End(engine, stack, operation, before, next);
        return new MatrixCell(faulty, left, unknown, next, leftNext, wrong);
    }

    private static async Task AddForeignObjects(ProviderHarness engine)
    {
        engine.Server.World.Add(new SeedIamUser("other-bot"));
        await engine.SendElsewhere(
            HttpMethod.Post, "", engine.Inputs("foreign", "deploy-bot", "FOREIGN").With("isAutoRotationEnabled", true)
                .With("rotateAtUtc", PropertyMap.Empty.With("hours", 0d).With("minutes", 0d)));
        engine.Server.World.Add(new SeedSecret("dev", "/services", "ORDINARY", "ordinary"));
        engine.Server.World.Add(new SeedConnection("postgres", "foreign-database"));
    }

    private static async Task<RunOutcome> WithFault(
        ProviderHarness engine, StackModel stack, MatrixOperation operation, MatrixFault? fault, Unreachable places)
    {
        if (fault?.Address is { } address)
        {
            return await stack.Up(Configuration(engine, operation, address(places)));
        }

        if (fault?.Waits is { } waits)
        {
            return await WithoutAnswers(engine, stack, operation, waits);
        }

        if (fault is not null)
        {
            Plan(engine, operation, operation.IsForAws ? fault.AtAws ?? fault.Happens! : fault.Happens!, Always);
        }

        return await stack.Up(Configuration(engine, operation));
    }

    /// <summary>Each request exceeds its time limit at the point at which it waits.</summary>
    private static async Task<RunOutcome> WithoutAnswers(
        ProviderHarness engine, StackModel stack, MatrixOperation operation, Func<Hold, Fault> waits)
    {
        Hold[] holds = [.. Enumerable.Range(0, Holds).Select(_ => new Hold())];
        foreach (var hold in holds)
        {
            Plan(engine, operation, waits(hold), 1);
        }

        var run = stack.Up(Configuration(engine, operation));
        foreach (var hold in holds)
        {
            if (await Task.WhenAny(run, hold.Arrived) == run)
            {
                break;
            }

            engine.Time.ExpireLimits();
        }

        return await run;
    }

    private static void Plan(ProviderHarness engine, MatrixOperation operation, Fault fault, int times)
    {
        if (operation.Method is { } method)
        {
            engine.Server.Faults.On(method, operation.Path, fault, operation.FirstFailing, times);
        }
        else
        {
            engine.Server.Faults.OnAws(operation.Path, fault, operation.FirstFailing, times);
        }
    }

    /// <summary>After the next run the world is as the program says; after a destroy, as it was before.</summary>
    private static async Task<ImmutableArray<string>> End(
        ProviderHarness engine, StackModel stack, MatrixOperation operation, ImmutableHashSet<string> before, RunOutcome next)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        if (!next.Succeeded)
        {
            // What the message advises for a rotation that exists already.
            stack.Program = [.. stack.Program.Select(one => one with { Inputs = one.Inputs.With("adoptExisting", true) })];
            var adopting = await stack.Up(Configuration(engine, operation));
            wrong.AddRange(adopting.Errors.Select(error => $"The run with adoptExisting fails: {error}"));
        }

        var preview = await stack.Preview(Configuration(engine, operation));
        wrong.AddRange(preview.Errors.Select(error => $"The preview after the next run fails: {error}"));
        wrong.AddRange(preview.Steps.Select(step => $"The preview after the next run plans: {step}"));
        wrong.AddRange(WorldLines.Unknown(engine.Server.World, before, stack.Ids, "")
            .Select(one => $"Unknown after the next run: {one}"));
        if (operation.IsRotated && engine.Server.World.Rotations.Last().ActiveIndex != 1)
        {
            wrong.Add("It did not rotate exactly once.");
        }

        var destroy = await stack.Destroy(Configuration(engine, operation));
        wrong.AddRange(destroy.Errors.Select(error => $"The destroy fails: {error}"));
        var after = WorldLines.Of(engine.Server.World);
        wrong.AddRange(after.Except(before).Select(line => $"Left after the destroy: {line}"));
        wrong.AddRange(before.Except(after).Select(line => $"A foreign object was changed: {line}"));
        return wrong.ToImmutable();
    }

    private static PropertyMap Configuration(ProviderHarness engine, MatrixOperation operation, string? address = null)
    {
        var configuration = engine.Configuration(host: operation.IsForAws ? null : address);
        return !operation.IsForAws ? configuration : configuration.With("aws", new PropertyValue.Secret(PropertyMap.Empty
            .With("endpoint", address ?? engine.Server.IamAddress.ToString())
            .With("accessKeyId", engine.Server.Seed.AwsRootKey.AccessKeyId)
            .With("secretAccessKey", engine.Server.Seed.AwsRootKey.SecretAccessKey)));
    }

    private static string Count(ProviderHarness engine, ImmutableHashSet<string> before, StackModel stack)
    {
        var ours = WorldLines.Of(engine.Server.World).Except(before);
        var counts = new[] { "rotation", "key", "secret", "connection" }
            .Select(kind => (Kind: kind, Count: ours.Count(line => line.StartsWith($"{kind} ", StringComparison.Ordinal))))
            .Where(one => one.Count > 0)
            .Select(one => $"{one.Count} {one.Kind}{(one.Count > 1 ? "s" : "")}");
        var inState = stack.Ids.Count(id => ours.Any(line => line.Contains(id, StringComparison.Ordinal)));
        var live = ours.Count(line => line.StartsWith("rotation ", StringComparison.Ordinal)
            || line.StartsWith("connection ", StringComparison.Ordinal));
        return ours.IsEmpty ? "nothing"
            : string.Join(", ", counts) + (inState == live ? "" : ", not in the state");
    }

    private static void Require(RunOutcome run, string what)
    {
        if (!run.Succeeded)
        {
            throw new InvalidOperationException($"In {what}: {run.Said}");
        }
    }
}
