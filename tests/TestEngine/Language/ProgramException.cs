namespace TestEngine.Language;

/// <summary>The program, its configuration or the command line is wrong: the user's to put right.</summary>
public sealed class ProgramException(string message, Exception? cause = null) : Exception(message, cause);
