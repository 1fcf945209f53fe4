using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;

namespace Bench;

/// <summary>What the calls cost that the provider answers by itself, and what it keeps of resources.</summary>
internal static class CallNumbers
{
    private const int Created = 200;

    public static async Task MeasureAsync(Table table, IEnumerable<int> sizes, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(Created, cancellation);
        await using (var driven = await DrivenProvider.StartAsync(emulator, cancellation))
        {
            await DrivenProvider.ForEachAsync(Created, driven.CreateAsync, cancellation);
            table.Add($"resident memory with {Created} resources created", $"{driven.Provider.ResidentMiB:0.0} MiB", "≤ 40 MiB");
        }

        foreach (var size in sizes)
        {
            await using var driven = await DrivenProvider.StartAsync(emulator, cancellation);
            await DiffAllAsync(driven, 1, cancellation);
            var (check, diff) = await DiffAllAsync(driven, size, cancellation);
            table.Add(
                $"Check and Diff, one call each, of {size}",
                $"{check.TotalMicroseconds / size:0} µs and {diff.TotalMicroseconds / size:0} µs with the way there and back",
                "the same for any number");
        }
    }

    private static async Task<(TimeSpan Check, TimeSpan Diff)> DiffAllAsync(
        DrivenProvider driven, int size, CancellationToken cancellation)
    {
        var inputs = new Struct[size];
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < size; number++)
        {
            inputs[number] = await driven.CheckAsync(number, cancellation);
        }

        var check = watch.Elapsed;
        for (var number = 0; number < size; number++)
        {
            await driven.DiffAsync(number, inputs[number], cancellation);
        }

        return (check, watch.Elapsed - check);
    }
}
