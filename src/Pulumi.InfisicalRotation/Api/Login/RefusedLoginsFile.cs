using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// The file of <see cref="RefusedLogins"/>: a salt, and a hash and a time for each refused login. Only its user can
/// read it. It is replaced as a whole, and whatever is not such a file counts as missing.
/// </summary>
/// <param name="folder">The folder of the file, made if missing.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class RefusedLoginsFile(string folder, TimeProvider time)
{
    private const string Header = "refused-logins 1";
    private const string Refused = "refused";
    private const string LockedOut = "locked";
    private const int SaltBytes = 32;
    private const int MaxBytes = 4 * 1024;
    private const int MaxEntries = 16;

    // A login takes less than a second. A process that waits longer than this goes on without the lock.
    private const int LockAttempts = 200;

    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(50);

    /// <summary>The path of the file.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "refused-logins");

    public static Content NewContent() => new(RandomNumberGenerator.GetBytes(SaltBytes), []);

    /// <summary>Waits while another process holds the lock.</summary>
    /// <returns>Releases the lock when it is disposed; null where the folder cannot be used.</returns>
    public async Task<IDisposable?> LockAsync(CancellationToken cancellation)
    {
        try
        {
            PrepareFolder();
            var held = TryLock();
            for (var attempt = 1; held is null && attempt < LockAttempts; attempt++)
            {
                await Task.Delay(LockWait, time, cancellation);
                held = TryLock();
            }

            return held;
        }
        catch (Exception fault) when (IsUnusable(fault))
        {
            return null;
        }
    }

    /// <summary>Null where there is no usable file.</summary>
    public Content? Read()
    {
        // A device or a pipe has no length, so that nothing else than a small regular file is opened.
        var file = new FileInfo(Path);
        if (!file.Exists || file.LinkTarget is not null || file.Length is 0 or > MaxBytes)
        {
            return null;
        }

        return Parse(File.ReadAllLines(Path));
    }

    /// <summary>Replaces the file. A link in its place is replaced too, not followed.</summary>
    public void Write(Content content)
    {
        PrepareFolder();
        var lines = content.Entries.TakeLast(MaxEntries).Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToBase64String(entry.Hash)} {entry.At.ToUnixTimeSeconds()} {(entry.IsLockedOut ? LockedOut : Refused)}"));
        var text = string.Join('\n', [Header, Convert.ToBase64String(content.Salt), .. lines]);
        var next = $"{Path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            using (var stream = new FileStream(next, Options(FileMode.CreateNew, FileShare.None)))
            {
                stream.Write(Encoding.ASCII.GetBytes(text));
            }

            File.Move(next, Path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    // Only its owner may change the mode of a folder: a folder of another user is not used.
    private void PrepareFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OnlyOwner | UnixFileMode.UserExecute);
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException("The folder is a link.");
        }

        File.SetUnixFileMode(folder, OnlyOwner | UnixFileMode.UserExecute);
    }

    private FileStream? TryLock()
    {
        var path = Path + ".lock";
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException("The lock is a link.");
        }

        try
        {
            return new FileStream(path, Options(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException fault) when (IsInUse(fault))
        {
            return null;
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyOwner;
        }

        return options;
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsInUse(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static bool IsUnusable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static Content? Parse(string[] lines) =>
        lines is [Header, var salt, .. var rest]
        && Bytes(salt, SaltBytes) is { } key
        && rest.Select(Entry.Parse).ToList() is var entries
        && !entries.Contains(null)
            ? new Content(key, entries!)
            : null;

    private static byte[]? Bytes(string text, int? length = null)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && (length ?? count) == count
            ? bytes[..count]
            : null;
    }

    /// <summary>What the file holds.</summary>
    /// <param name="Salt">Random, of this file only.</param>
    /// <param name="Entries">The oldest first.</param>
    internal sealed record Content(byte[] Salt, List<Entry> Entries);

    /// <summary>A refused login.</summary>
    internal sealed record Entry(byte[] Hash, DateTimeOffset At, bool IsLockedOut)
    {
        /// <summary>Null for a line of another form.</summary>
        public static Entry? Parse(string line) =>
            line.Split(' ') is [var hash, var seconds, (Refused or LockedOut) and var kind]
            && Bytes(hash) is { } bytes
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            && unix <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? new Entry(bytes, DateTimeOffset.FromUnixTimeSeconds(unix), kind == LockedOut)
                : null;
    }
}
