namespace Build;

/// <summary>What plays Pulumi in the demo: the real CLI, or the test engine where there is none.</summary>
internal interface IEngine
{
    /// <summary>What it is, as a sentence for the reader.</summary>
    string Introduction { get; }

    /// <summary>Runs one verb (<c>preview</c>, <c>up</c>, <c>outputs</c>, <c>destroy</c>), shows what it says, and returns it.</summary>
    Task<string> RunAsync(string verb, CancellationToken cancellation);
}
