using System.Text;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Writes the files of <c>import-file</c>: all of them, or none.</summary>
/// <param name="standardOutput">Opens standard output.</param>
internal sealed class ImportOutput(Func<Stream> standardOutput)
{
    private readonly List<string> _written = [];

    /// <summary>Writes one file, or standard output for <see cref="ImportOptions.Standard"/>.</summary>
    /// <exception cref="ImportException">
    /// It exists already, or cannot be written. Then the files that were written before are deleted again.
    /// </exception>
    public void Write(string file, string text)
    {
        if (file == ImportOptions.Standard)
        {
            using var output = standardOutput();
            output.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        var isCreated = false;
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            isCreated = true;
            stream.Write(Encoding.UTF8.GetBytes(text));
            _written.Add(file);
        }
        catch (Exception fault) when (IsOfFile(fault))
        {
            foreach (var made in isCreated ? [.. _written, file] : _written)
            {
                File.Delete(made);
            }

            throw new ImportException(ImportMessages.Unwritable(file, fault.Message), fault);
        }
    }

    /// <summary>Whether a file could not be opened, read or written.</summary>
    public static bool IsOfFile(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
