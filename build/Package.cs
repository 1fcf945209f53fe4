using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Build;

/// <summary>The release archives, named and laid out as Pulumi downloads plugins: the executable at their root.</summary>
internal static class Package
{
    private const string Sums = "SHA256SUMS";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Where archives, checksums, bills of materials and the schema are put.</summary>
    internal static string Folder => Repository.At("artifacts", "package");

    /// <summary>Makes the archives that this machine can make, and says which ones it leaves to others.</summary>
    internal static async Task MakeAllAsync(CancellationToken cancellation)
    {
        foreach (var platform in Platform.All.Where(platform => platform.Obstacle is null))
        {
            await MakeAsync(platform, isPublished: false, cancellation);
        }

        foreach (var platform in Platform.All.Where(platform => platform.Obstacle is not null))
        {
            Console.WriteLine($"{platform} is left to .github/workflows/release.yml: {platform.Obstacle}.");
        }
    }

    /// <summary>Makes one archive with its bill of materials, and brings the checksums up to date.</summary>
    /// <param name="platform">The platform of the archive.</param>
    /// <param name="isPublished">Whether the executable is in its folder already, and perhaps signed.</param>
    /// <param name="cancellation">Ends the step.</param>
    internal static async Task<string> MakeAsync(Platform platform, bool isPublished, CancellationToken cancellation)
    {
        if (platform.Obstacle is { } obstacle)
        {
            throw new StepFailedException($"The archive for {platform} cannot be made here: {obstacle}.");
        }

        var content = Repository.At("artifacts", "publish", platform.Runtime);
        if (!isPublished)
        {
            await Executable.PublishNativeAsync(content, platform, cancellation);
        }


        Directory.CreateDirectory(Folder);
        var archive = Path.Combine(Folder, platform.ArchiveName);
        await WriteAsync(archive, Path.Combine(content, platform.FileName), cancellation);
        await Sbom.WriteAsync($"{archive[..^".tar.gz".Length]}.cdx.json", platform, cancellation);
        File.Copy(Repository.At("ProviderSchema.json"), Path.Combine(Folder, "schema.json"), overwrite: true);
        await SumAsync(Folder, cancellation);
        Console.WriteLine(archive);
        return archive;
    }

    /// <summary>Writes the checksums of all files of a folder, as <c>sha256sum --check</c> reads them.</summary>
    internal static async Task SumAsync(string folder, CancellationToken cancellation)
    {
        var lines = new List<string>();
        foreach (var name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name != Sums).Order(StringComparer.Ordinal))
        {
            lines.Add($"{await HashAsync(Path.Combine(folder, name), cancellation)}  {name}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, Sums), string.Concat(lines), cancellation);
    }

    /// <summary>Compares a folder with its checksums; the files that it has.</summary>
    internal static async Task<IReadOnlyList<string>> VerifyAsync(string folder, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, Sums), cancellation))
        {
            var (sum, name) = (line[..64], line[66..]);
            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || await HashAsync(path, cancellation) != sum)
            {
                throw new StepFailedException($"{name} in {folder} is missing or differs from {Sums}.");
            }

            names.Add(name);
        }

        return names;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private static async Task WriteAsync(string archive, string executable, CancellationToken cancellation)
    {
        await using var file = File.Create(archive);
        await using var zip = new GZipStream(file, CompressionLevel.SmallestSize);
        await using var tar = new TarWriter(zip, TarEntryFormat.Ustar);

        await AddAsync(tar, executable, Runnable, cancellation);
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
