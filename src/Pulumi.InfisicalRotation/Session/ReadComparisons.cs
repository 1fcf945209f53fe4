namespace Pulumi.InfisicalRotation.Session;

/// <summary>Counts how many resources of the state could be compared with the server, and how many could not.</summary>
internal sealed class ReadComparisons
{
    private int _compared;
    private int _notCompared;

    public void Record(bool isCompared) => Interlocked.Increment(ref isCompared ? ref _compared : ref _notCompared);

    /// <summary>Ends the count.</summary>
    /// <returns>How many resources were read, if none of them could be compared with the server; else 0.</returns>
    public int TakeReadsWithoutComparison()
    {
        var compared = Interlocked.Exchange(ref _compared, 0);
        var notCompared = Interlocked.Exchange(ref _notCompared, 0);
        return compared == 0 ? notCompared : 0;
    }
}
