namespace Build;

/// <summary>A step did not do what it had to; the message is all that is printed of it.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
