using System.Diagnostics;

namespace Bench;

/// <summary>
/// What the engine takes by itself: it writes its whole state at every step, so that time grows with the number of resources and with
/// what each of them keeps, whatever the provider does.
/// </summary>
internal static class EngineAlone
{
    /// <summary>Wall time of an <c>up</c> of as many resources as given that leaves a state of about the size given, in bytes, in small texts.</summary>
    public static async Task<TimeSpan> UpAsync(int size, long stateSize, CancellationToken cancellation)
    {
        var (_, one) = await UpOfAsync(size, texts: 1, cancellation);
        var (_, two) = await UpOfAsync(size, texts: 2, cancellation);
        var texts = Math.Max(1, 1 + (stateSize - one) / (two - one));
        return (await UpOfAsync(size, (int)texts, cancellation)).Took;
    }

    private static async Task<(TimeSpan Took, long StateSize)> UpOfAsync(int size, int texts, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Stashes(size, texts));
        await cli.InitAsync(cancellation);
        var watch = Stopwatch.StartNew();
        await cli.RunAsync(["up", "--yes", "--skip-preview"], cancellation);
        return (watch.Elapsed, cli.StateSize);
    }
}
