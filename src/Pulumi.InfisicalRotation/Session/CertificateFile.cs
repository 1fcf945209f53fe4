using System.Text;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Reads the file of a certificate.</summary>
internal static class CertificateFile
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>
    /// The text of the file. A device or a pipe is refused before it is opened: to read one could take forever. It has
    /// no length, like an empty file.
    /// </summary>
    /// <exception cref="IOException">It is no regular file, empty, or too large.</exception>
    public static string Read(string path)
    {
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        if (Directory.Exists(path) || (file.Exists && file.Length == 0))
        {
            throw new IOException("It is empty or no regular file.");
        }

        using var stream = file.OpenRead();
        var bytes = new byte[MaxBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaxBytes
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw new IOException($"It is larger than {MaxBytes / 1024 / 1024} MiB.");
    }
}
