namespace Tooling;

/// <summary>A step did not do what it had to; the message is all that is printed of it.</summary>
public sealed class StepFailedException(string message) : InvalidOperationException(message);
