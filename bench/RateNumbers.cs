using System.Diagnostics;
using Infisical.Emulator;

namespace Bench;

/// <summary>How long creates take under the limits of the cloud, against what the limits allow.</summary>
internal static class RateNumbers
{
    private const int Creates = 1000;

    // The cloud's window is a minute. What the provider loses is the same in each window, whatever its length.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(12);
    private static readonly RateLimits Limits = RateLimits.CloudPro with { Window = Window, Everything = int.MaxValue };

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(Creates, cancellation, Limits);
        await using var driven = await DrivenProvider.StartAsync(emulator, cancellation);
        var watch = Stopwatch.StartNew();
        await DrivenProvider.ForEachAsync(Creates, driven.CreateAsync, cancellation);
        var took = watch.Elapsed;

        // The login counts too. A request that was refused was sent once more.
        var writes = emulator.Requests.All.Count(request => request.Method == "POST");
        var waits = Creates / Limits.Write;
        var lost = (took - (waits * Window)) / waits;
        table.Add(
            $"{Creates} creates, {Limits.Write} allowed in {Window.TotalSeconds:0} s",
            $"{took.TotalSeconds:0.0} s of {waits * Window.TotalSeconds:0}; {writes - Creates - 1} refused",
            "none refused");
        table.Add(
            "time beyond the limit in each window, and of the cloud's minute",
            $"{lost.TotalSeconds:0.0} s, {lost.TotalSeconds / 60:0.0 %}",
            "≤ 5 %");
    }
}
