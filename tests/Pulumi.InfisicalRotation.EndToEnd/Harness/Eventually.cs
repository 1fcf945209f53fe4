using System.Diagnostics;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Waits for what another process is about to do and gives no signal of.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience, $"For {Patience.TotalSeconds} seconds it did not come to be that {what}.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
