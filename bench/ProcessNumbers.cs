using System.Diagnostics;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>What the process costs by itself: time to the first answer, memory, size.</summary>
internal static class ProcessNumbers
{
    private const int Starts = 21;

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        table.Add("executable", $"{new FileInfo(PublishedProvider.Executable).Length / 1e6:0.0} MB", "≤ 20 MB");
        table.Add($"start → first answer, median of {Starts}", $"{await FirstAnswerAsync(cancellation):0} ms", "≤ 25 ms");
        await using var provider = await RunningProvider.StartAsync(new Dictionary<string, string>(), cancellation);
        await SchemaAsync(provider, table, cancellation);
    }

    private static async Task<double> FirstAnswerAsync(CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            var watch = Stopwatch.StartNew();
            await using var provider = await RunningProvider.StartAsync(new Dictionary<string, string>(), cancellation);
            await provider.Client.GetPluginInfoAsync(new Empty(), cancellationToken: cancellation);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Starts / 2);
    }

    private static async Task SchemaAsync(RunningProvider provider, Table table, CancellationToken cancellation)
    {
        await provider.Client.GetPluginInfoAsync(new Empty(), cancellationToken: cancellation);
        table.Add("resident memory after the first answer", $"{provider.ResidentMiB:0.0} MiB", "≤ 24 MiB");
        var watch = Stopwatch.StartNew();
        var answer = await provider.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellation);
        table.Add("GetSchema", $"{watch.Elapsed.TotalMilliseconds:0} ms, {Encoding.UTF8.GetByteCount(answer.Schema) / 1024} KiB", "–");
        table.Add("resident memory after GetSchema", $"{provider.ResidentMiB:0.0} MiB", "–");
    }
}
