namespace TestEngine;

public enum Severity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>One line for the user; no URN where it is about the run as a whole.</summary>
public sealed record Diagnostic(Severity Severity, string Message, string Urn, bool IsEphemeral = false);
