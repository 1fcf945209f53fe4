namespace Bench;

/// <summary>
/// What the engine takes by itself: it writes its whole state at every step, so that time grows with the number of resources and with
/// what each of them keeps, whatever the provider does.
/// </summary>
internal static class EngineAlone
{
    /// <summary>How many small texts in each of so many resources make a state of about the size given, in bytes.</summary>
    public static async Task<int> TextsAsync(int size, long stateSize, CancellationToken cancellation)
    {
        var (_, one) = await UpAsync(size, texts: 1, cancellation);
        var (_, two) = await UpAsync(size, texts: 2, cancellation);
        return (int)Math.Max(1, 1 + ((stateSize - one) / (two - one)));
    }

    /// <summary>Wall time of an <c>up</c> of as many resources as given, each with so many texts, and the size of the state, in bytes.</summary>
    public static async Task<(TimeSpan Took, long StateSize)> UpAsync(int size, int texts, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(users: 0, cancellation);
        using var cli = new PulumiCli(emulator, StackPrograms.Stashes(size, texts));
        await cli.InitAsync(cancellation);
        return (await cli.TimeAsync(["up", "--yes", "--skip-preview"], cancellation), cli.StateSize);
    }
}
