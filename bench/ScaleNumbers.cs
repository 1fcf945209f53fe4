using Infisical.Emulator;

namespace Bench;

/// <summary>
/// How requests, time and memory grow with the number of resources. The engine's own time is measured with the same stack, the same
/// program and <see cref="IdlePlugin"/> in place of the provider, alternately, because the machine may be busy with other things.
/// </summary>
internal static class ScaleNumbers
{
    private static readonly string[] Preview = ["preview", "--expect-no-changes"];

    public static async Task MeasureAsync(Table table, IEnumerable<int> sizes, CancellationToken cancellation)
    {
        if (!PulumiCli.IsThere())
        {
            return;
        }

        foreach (var size in sizes)
        {
            await MeasureAsync(table, size, cancellation);
        }
    }

    private static async Task MeasureAsync(Table table, int size, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(size, cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Rotations(emulator, size));
        await cli.InitAsync(cancellation);
        cli.SaveStateOnce();
        emulator.Requests.Clear();
        await UpAsync(table, emulator, cli, size, cancellation);
        await PreviewAsync(table, emulator, cli, size, cancellation);
        await MemoryAsync(table, emulator, cli, size, cancellation);
    }

    private static async Task UpAsync(
        Table table, EmulatorServer emulator, PulumiCli cli, int size, CancellationToken cancellation)
    {
        await using var provider = await RunningProvider.StartAsync(cli.Environment, cancellation);
        cli.Attach(provider.Port);
        var before = Environment.CpuUsage.TotalTime;
        var up = await cli.TimeAsync(["up", "--yes", "--skip-preview"], cancellation);
        cli.Attach(null);
        table.Add(
            $"up of new {size}, state saved once",
            $"{up.TotalSeconds:0.0} s; {emulator.Requests.All.Length} requests: {World.Told(emulator.Requests.All)}",
            $"{size} POST + 1 login + GET, 5 at most in 30 s");

        // The emulator runs in this process.
        table.Add(
            "processor time of the provider in it, and of the emulator",
            $"{provider.ProcessorTime.TotalMilliseconds:0} ms, {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:0} ms",
            "linear");
    }

    private static async Task PreviewAsync(
        Table table, EmulatorServer emulator, PulumiCli cli, int size, CancellationToken cancellation)
    {
        await using var idle = await IdlePlugin.StartAsync(cancellation);
        var (own, alone) = (new Rounds(), new Rounds());
        for (var round = 0; round < Rounds.Number; round++)
        {
            cli.Attach(idle.Port);
            alone.Add(await cli.TimeAsync(Preview, cancellation));
            cli.Attach(null);
            emulator.Requests.Clear();
            own.Add(await cli.TimeAsync(Preview, cancellation));
        }

        table.Add(
            $"preview of {size} unchanged",
            $"{own}; {World.Told(emulator.Requests.All)}",
            "2 requests");
        table.Add($"the same ÷ a provider that does nothing, {alone}", $"{own.Ratio(alone)}", "≤ 1.10");
    }

    private static async Task MemoryAsync(
        Table table, EmulatorServer emulator, PulumiCli cli, int size, CancellationToken cancellation)
    {
        emulator.Requests.Clear();
        await using var provider = await RunningProvider.StartAsync(cli.Environment, cancellation);
        cli.Attach(provider.Port);
        await cli.RunAsync(Preview, cancellation);
        table.Add(
            $"peak memory in a preview of {size} unchanged",
            $"{provider.PeakMiB:0.0} MiB; state {cli.StateSize / 1048576.0:0.0} MiB",
            size <= 1000 ? "≤ 48 MiB" : "–");
        table.Add(
            "processor time of the provider in it",
            $"{provider.ProcessorTime.TotalMilliseconds:0} ms, {provider.ProcessorTime.TotalMicroseconds / size:0} µs for each",
            "linear");
    }
}
