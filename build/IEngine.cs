namespace Build;

/// <summary>What plays Pulumi in the demo: the real CLI, or the test engine where there is none.</summary>
internal interface IEngine
{
    /// <summary>What it is, as a sentence for the reader.</summary>
    string Introduction { get; }

    /// <summary>
    /// Runs one command: <c>preview</c>, <c>up</c> with a preview before it, or <c>destroy</c> without one. It may fail.
    /// </summary>
    Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation);
}
