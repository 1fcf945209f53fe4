using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Build;

/// <summary>The release archive, named and laid out as Pulumi downloads plugins: the executable at its root.</summary>
internal static class Package
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    internal static async Task MakeAsync(CancellationToken cancellation)
    {
        var content = Repository.At("artifacts", "publish", "package");
        await Executable.PublishNativeAsync(content, cancellation);

        var archive = Repository.At("artifacts", "package", $"pulumi-resource-infisical-rotation-v{Repository.Version}-{System}-{Processor}.tar.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        await WriteAsync(archive, content, cancellation);

        var sum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive, cancellation)));
        await File.WriteAllTextAsync($"{archive}.sha256", $"{sum}  {Path.GetFileName(archive)}\n", cancellation);
        Console.WriteLine($"{archive}\nsha256 {sum}");
    }

    private static string System => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Processor => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";

    private static async Task WriteAsync(string archive, string content, CancellationToken cancellation)
    {
        await using var file = File.Create(archive);
        await using var zip = new GZipStream(file, CompressionLevel.SmallestSize);
        await using var tar = new TarWriter(zip, TarEntryFormat.Ustar);

        await AddAsync(tar, Path.Combine(content, PublishedProvider.FileName), Runnable, cancellation);
        await AddAsync(tar, Repository.At("README.md"), Readable, cancellation);
        await AddAsync(tar, Repository.At("LICENSE"), Readable, cancellation);
    }

    // Owner and time are left at zero: the same files make the same archive.
    private static async Task AddAsync(TarWriter tar, string path, UnixFileMode mode, CancellationToken cancellation)
    {
        await using var data = File.OpenRead(path);
        await tar.WriteEntryAsync(
            new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(path))
            {
                Mode = mode,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = data,
            },
            cancellation);
    }
}
