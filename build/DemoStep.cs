namespace Build;

/// <summary>One command of the demo: what it has to show, and what exists afterwards.</summary>
/// <param name="Title">The situation, for the reader.</param>
/// <param name="Command">The command of Pulumi.</param>
internal sealed record DemoStep(string Title, params IReadOnlyList<string> Command)
{
    /// <summary>Whether the command must fail.</summary>
    internal bool Fails { get; init; }

    /// <summary>What its output contains.</summary>
    internal IReadOnlyList<string> Shows { get; init; } = [];

    /// <summary>What its output does not contain.</summary>
    internal IReadOnlyList<string> Hides { get; init; } = [];

    /// <summary>What exists after it.</summary>
    internal required Emulator.Counts Leaves { get; init; }

    /// <exception cref="StepFailedException">Something is not as it should be.</exception>
    internal void Check(CommandResult result, Emulator.Counts left)
    {
        Demand(result.ExitCode != 0 == Fails, Fails ? "it did not fail" : $"it ended with {result.ExitCode}");
        foreach (var text in Shows)
        {
            Demand(result.Text.Contains(text, StringComparison.Ordinal), $"its output does not contain \"{text}\"");
        }

        foreach (var text in Hides)
        {
            Demand(!result.Text.Contains(text, StringComparison.Ordinal), $"its output contains \"{text}\"");
        }

        Demand(left == Leaves, $"the emulator should have {Leaves}, but has {left}");
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StepFailedException($"The demo failed at \"pulumi {string.Join(' ', Command)}\" ({Title}): {otherwise}.");
        }
    }
}
