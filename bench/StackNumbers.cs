using System.Diagnostics;

namespace Bench;

/// <summary>What a whole run under the real CLI costs: requests and wall time.</summary>
internal static class StackNumbers
{
    private static readonly int[] Sizes = [1, 50, World.Most];

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        if (Command.Find("pulumi") is null || Command.Find("pulumi-language-yaml") is null)
        {
            Console.WriteLine("No `pulumi` with `pulumi-language-yaml` on PATH: requests and wall times of whole runs are left out.");
            return;
        }

        foreach (var size in Sizes)
        {
            await StackAsync(table, size, cancellation);
        }

        await CheckedAsync(table, World.Most, cancellation);
    }

    /// <summary>The same preview with the checks of AWS.</summary>
    private static async Task CheckedAsync(Table table, int size, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(cancellation);
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
        await using var emulator = await World.StartAsync(cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Rotations(emulator, size));
        await cli.InitAsync(cancellation);
        if (size < World.Most)
        {
            await RunAsync("up of new", ["up", "--yes", "--skip-preview"], "–");
            return;
        }

        await RunAsync("preview of new", ["preview"], "a few shared GET + 1 login");
        var took = await RunAsync("up of new", ["up", "--yes", "--skip-preview"], $"{size} POST + 1 login + a few shared GET");
        var alone = await EngineAlone.UpAsync(size, cli.StateSize, cancellation);
        table.Add($"up of new {size} of the engine's own, state alike", $"{alone.TotalSeconds:0.0} s", "–");
        table.Add("the former ÷ the latter", $"{took / alone:0.00}", "near 1 (7.0 s of the bridge: another machine)");
        await RunAsync("preview of unchanged", ["preview", "--expect-no-changes"], "1 GET + 1 login");
        await RunAsync("refresh of", ["refresh", "--yes", "--skip-preview"], "1 GET + 1 login");
        await RunAsync("destroy of", ["destroy", "--yes", "--skip-preview"], $"1 GET + {size} DELETE + logins");

        async Task<TimeSpan> RunAsync(string what, string[] arguments, string goal)
        {
            emulator.Requests.Clear();
            var watch = Stopwatch.StartNew();
            await cli.RunAsync(arguments, cancellation);
            var elapsed = watch.Elapsed;
            table.Add($"{what} {size}", $"{elapsed.TotalSeconds:0.0} s; {World.Told(emulator.Requests.All)}", goal);
            return elapsed;
        }
    }
}
