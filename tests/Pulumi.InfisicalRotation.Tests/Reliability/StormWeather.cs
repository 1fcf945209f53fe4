using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>What happens beside the runs of a stack: other people, time, and faults.</summary>
internal sealed class StormWeather(ProviderHarness engine, Random random)
{
    private static readonly ImmutableArray<string> Paths =
        ["/api/v2/secret-rotations", "/api/v2/secret-rotations/", "/api/v1/app-connections", "/api/v1/auth", "/api/v4/secrets"];

    private static readonly ImmutableArray<string> Methods = ["GET", "POST", "PATCH", "DELETE", "*"];

    private static readonly ImmutableArray<string> Writes = ["POST", "POST", "PATCH", "DELETE"];

    private static readonly ImmutableArray<string> Written = ["/api/v2/secret-rotations/", "/api/v1/app-connections"];

    private static readonly ImmutableArray<MatrixFault> Faults =
        [.. MatrixFault.All.Where(fault => fault.Happens is not null)];

    private readonly HashSet<string> _foreign = [];

    private EmulatorServer Server => engine.Server;

    /// <summary>Whether somebody else created the rotation.</summary>
    public bool IsForeign(WorldRotation rotation) => _foreign.Contains(rotation.Id);

    /// <summary>Somebody else, or the clock, changes something; the text says what.</summary>
    public async Task<string> Change()
    {
        var rotation = Server.World.Rotations is [_, ..] all ? Any(all) : null;
        switch (random.Next(9))
        {
            case 0 when rotation is not null:
                await Send(HttpMethod.Patch, rotation, "", PropertyMap.Empty.With("description", $"by hand {random.Next(9)}"));
                return $"describes {rotation.Name}";
            case 1 when rotation is not null:
                await Send(HttpMethod.Post, rotation, "/rotate-secrets", null);
                return $"rotates {rotation.Name}";
            case 2 when rotation is not null:
                await Send(HttpMethod.Delete, rotation, "?deleteSecrets=true&revokeGeneratedCredentials=true", null);
                return $"deletes {rotation.Name}";
            case 3 when rotation is not null:
                await Send(HttpMethod.Patch, rotation, "", PropertyMap.Empty.With("name", Any(StormPrograms.Names)));
                return $"renames {rotation.Name}";
            case 4:
                return await CreateForeign();
            case 5 when Server.World.AppConnections.All.Where(one => one.App == "postgres").ToArray() is [_, ..] databases:
                var database = Any(databases);
                Server.World.AppConnections.WriteCredentials(database.Id, new JsonObject { ["password"] = "by-hand-pa55word" });
                return $"writes the credentials of {database.Name}";
            default:
                return await PassTime();
        }
    }

    /// <summary>Plans faults of the next run; the text says which.</summary>
    public string PlanFaults()
    {
        var text = "";
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            // Most faults hit the first write of the run.
            var isWrite = random.Next(3) > 0;
            var (method, path) = isWrite ? (Any(Writes), Any(Written)) : (Any(Methods), Any(Paths));
            var fault = Any(Faults);
            var (nth, times) = (isWrite ? 1 : random.Next(1, 4), random.Next(4) == 0 ? 50 : random.Next(1, 3));
            Server.Faults.On(method, path, fault.Happens!, nth, times);
            text += $" {method} {path} #{nth}x{times} {fault.Name};";
        }

        switch (random.Next(6))
        {
            case 0:
                Server.Faults.OnIssue(ProviderFault.Refuses("The service is away"));
                return text + " issue refused";
            case 1:
                Server.Faults.OnRevoke("The service is away");
                return text + " revocation refused";
            case 2:
                Server.Faults.OnRotateLosesLock();
                return text + " lock lost";
            case 3:
                Server.ReadLag.Reads = random.Next(1, 4);
                return text + $" lag of {Server.ReadLag.Reads} reads";
            default:
                return text;
        }
    }

    /// <summary>Somebody changes something while a write of the run is on its way.</summary>
    public async Task<RunOutcome> Race(Func<Task<RunOutcome>> start, Action<string> tell)
    {
        var hold = new Hold();
        Server.Faults.On(Any(Writes), Any(Written), Fault.Waits(hold), nth: random.Next(1, 3));
        var run = start();
        if (await Task.WhenAny(run, hold.Arrived) == hold.Arrived)
        {
            tell("meanwhile: " + await Change());
        }

        hold.Release();
        return await run;
    }

    public void ClearFaults()
    {
        Server.Faults.Clear();
        Server.ReadLag.Reads = 0;
        Server.ReadLag.Release();
    }

    private async Task<string> PassTime()
    {
        var hours = random.Next(1, 24 * 40);
        Server.Clock.Advance(TimeSpan.FromHours(hours));
        if (random.Next(3) == 0)
        {
            Server.Faults.OnIssue(ProviderFault.Refuses("The service is away") with { Times = 5 });
        }

        var done = await Server.RunScheduler(TestContext.Current.CancellationToken);
        Server.Faults.Clear();
        return $"{hours} hours pass, {done.Count(one => one.Succeeded)} rotated, {done.Count(one => !one.Succeeded)} failed";
    }

    private async Task<string> CreateForeign()
    {
        if (Server.World.Rotations.Where(IsForeign).ToArray() is { Length: > 1 } foreign)
        {
            await Send(HttpMethod.Delete, foreign[0], "?deleteSecrets=true&revokeGeneratedCredentials=true", null);
            return $"deletes the foreign rotation {foreign[0].Name}";
        }

        var (environment, path) = Any(StormPrograms.Places);
        var inputs = engine.Inputs(Any(StormPrograms.Names), "foreign-bot", Any(StormPrograms.Prefixes))
            .With("environment", environment)
            .With("secretPath", path)
            .With("isAutoRotationEnabled", true)
            .With("rotateAtUtc", PropertyMap.Empty.With("hours", 0d).With("minutes", 0d));
        var before = Server.World.Rotations.Select(one => one.Id).ToArray();
        await engine.SendElsewhere(HttpMethod.Post, "", inputs);
        _foreign.UnionWith(Server.World.Rotations.Select(one => one.Id).Except(before));
        return $"creates a foreign rotation at {environment}:{path}";
    }

    private Task Send(HttpMethod method, WorldRotation rotation, string path, PropertyMap? body) =>
        engine.SendElsewhere(method, rotation.Type, $"/{rotation.Id}{path}", body);

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
