namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>No import file can be written. The message is a sentence for the user, without secrets.</summary>
internal sealed class ImportException(string message, Exception? cause = null) : Exception(message, cause);
