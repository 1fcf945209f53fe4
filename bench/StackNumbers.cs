using System.Diagnostics;

namespace Bench;

/// <summary>What a whole run under the real CLI costs: requests and wall time.</summary>
internal static class StackNumbers
{
    private const int Size = 200;

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        if (!PulumiCli.IsThere())
        {
            return;
        }

        await StackAsync(table, Size, cancellation);
        await CheckedAsync(table, Size, cancellation);
    }

    /// <summary>The same preview with the checks of AWS.</summary>
    private static async Task CheckedAsync(Table table, int size, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(size, cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Rotations(emulator, size, checksAws: true));
        await cli.InitAsync(cancellation);
        emulator.Requests.Clear();
        var watch = Stopwatch.StartNew();
        await cli.RunAsync(["preview"], cancellation);
        table.Add(
            $"preview of new {size} with the block aws",
            $"{watch.Elapsed.TotalSeconds:0.0} s; {World.Told(emulator.Requests.All)}",
            "3 requests to AWS for each user");
    }

    private static async Task StackAsync(Table table, int size, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(size, cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Rotations(emulator, size));
        await cli.InitAsync(cancellation);
        await RunAsync("preview of new", ["preview"], "a few shared GET + 1 login");
        await RunAsync("up of new", ["up", "--yes", "--skip-preview"], $"{size} POST + 1 login + a few shared GET");
        await UpAsync(table, size, cli.StateSize, cancellation);
        await RunAsync("preview of unchanged", ["preview", "--expect-no-changes"], "1 GET + 1 login");
        await RunAsync("refresh of", ["refresh", "--yes", "--skip-preview"], "1 GET + 1 login");
        await RunAsync("destroy of", ["destroy", "--yes", "--skip-preview"], $"1 GET + {size} DELETE + logins");

        async Task RunAsync(string what, string[] arguments, string goal)
        {
            emulator.Requests.Clear();
            var elapsed = await cli.TimeAsync(arguments, cancellation);
            table.Add($"{what} {size}", $"{elapsed.TotalSeconds:0.0} s; {World.Told(emulator.Requests.All)}", goal);
        }
    }

    /// <summary>An up against one of as many resources of the engine's own, alternately.</summary>
    private static async Task UpAsync(Table table, int size, long stateSize, CancellationToken cancellation)
    {
        var texts = await EngineAlone.TextsAsync(size, stateSize, cancellation);
        var (own, alone) = (new Rounds(), new Rounds());
        for (var round = 0; round < Rounds.Number; round++)
        {
            alone.Add((await EngineAlone.UpAsync(size, texts, cancellation)).Took);
            await using var emulator = await World.StartAsync(size, cancellation);
            using var cli = new PulumiCli(emulator, StackPrograms.Rotations(emulator, size));
            await cli.InitAsync(cancellation);
            own.Add(await cli.TimeAsync(["up", "--yes", "--skip-preview"], cancellation));
        }

        table.Add($"up of new {size} ÷ of the engine's own, state alike: {alone}", $"{own.Ratio(alone)}; {own}", "≤ 1.05");
    }
}
