using System.Formats.Tar;
using System.IO.Compression;

namespace Build;

/// <summary>Proves on one machine what a release needs, and lists what it could not prove.</summary>
internal sealed class Rehearsal(CancellationToken cancellation)
{
    private readonly List<string> _proven = [];
    private readonly List<string> _open = [];

    internal static async Task RunAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-release-");
        try
        {
            await new Rehearsal(cancellation).RunAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder)
    {
        await CheckTreeAsync();
        await Shell.RunAsync("dotnet", ["build", Repository.ProviderProject, "-nologo", "-v:quiet", "-clp:NoSummary"], cancellation);
        await Generated.CheckAsync(cancellation);
        _proven.Add("The generated files are up to date.");

        var archive = await Package.MakeAsync(Platform.Own, isPublished: false, cancellation);
        _open.AddRange(Platform.All.Where(one => one != Platform.Own)
            .Select(one => $"The archive for {one}: {one.Obstacle ?? "not made here, but `dotnet run build.cs package` can make it"}."));
        await CheckFilesAsync(archive);

        var unpacked = Directory.CreateDirectory(Path.Combine(folder, "unpacked")).FullName;
        await CheckExecutableAsync(archive, unpacked);
        await CheckInstallationAsync(archive, folder);
        await CheckSdksAsync(unpacked);
        _open.Add("Signatures, the attestation of provenance, and publishing: only the workflow has the identity for them.");
        Report();
    }

    private async Task CheckTreeAsync()
    {
        var changelog = await File.ReadAllTextAsync(Repository.At("CHANGELOG.md"), cancellation);
        var problems = Release.Problems($"v{Repository.Version}", Repository.Version, Release.Schema(), changelog);
        _open.AddRange(problems);
        _open.AddRange(Release.Unset(Release.Schema()));
        if (problems.Count == 0)
        {
            _proven.Add($"Directory.Build.props, schema and changelog name version {Repository.Version}.");
        }

        var status = await new Command("git", "status", "--porcelain").RunAsync(cancellation);
        if (status.Succeeded().Output.Length == 0)
        {
            _proven.Add("The work tree is clean.");
        }
        else
        {
            _open.Add($"The work tree is not clean: {status.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length} changed files.");
        }
    }

    private async Task CheckFilesAsync(string archive)
    {
        var names = await Package.VerifyAsync(Package.Folder, cancellation);
        var bill = Path.GetFileName(archive).Replace(".tar.gz", ".cdx.json", StringComparison.Ordinal);
        foreach (var name in new[] { Path.GetFileName(archive), bill, "schema.json" }.Where(name => !names.Contains(name)))
        {
            throw new StepFailedException($"The checksums do not cover {name}.");
        }

        var count = Sbom.Check(await File.ReadAllTextAsync(Path.Combine(Package.Folder, bill), cancellation));
        _proven.Add($"{Path.GetFileName(archive)} is there, with checksums and a bill of {count} packages.");
    }

    private async Task CheckExecutableAsync(string archive, string unpacked)
    {
        await using (var file = File.OpenRead(archive))
        await using (var zip = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(zip, unpacked, overwriteFiles: false, cancellation);
        }

        var version = await new Command(Path.Combine(unpacked, PublishedProvider.FileName), "--version").RunAsync(cancellation);
        if (version.Succeeded().Text.Trim() != Repository.Version)
        {
            throw new StepFailedException($"The executable of the archive says that it is version {version.Text.Trim()}.");
        }

        _proven.Add($"The executable of the archive starts and is version {Repository.Version}.");
    }

    /// <summary>A stranger's way: install the archive, take the program of the README, and look at a preview.</summary>
    private async Task CheckInstallationAsync(string archive, string folder)
    {
        if (Command.Find("pulumi") is not { } pulumi || Command.Find("pulumi-language-yaml") is null)
        {
            _open.Add("The installation with the real CLI: `pulumi` or `pulumi-language-yaml` is not on PATH.");
            return;
        }

        await Shell.RunAsync(
            "dotnet",
            ["build", Repository.At("tests", "Infisical.Emulator"), "-c", "Release", "-p:RunAnalyzers=false", "-nologo", "-v:quiet", "-clp:NoSummary"],
            cancellation);
        await using var emulator = await Emulator.StartAsync(Repository.ReleaseAssembly("Infisical.Emulator"), cancellation);
        var project = Directory.CreateDirectory(Path.Combine(folder, "project")).FullName;
        var program = await File.ReadAllTextAsync(Repository.At("Pulumi.yaml"), cancellation);
        await File.WriteAllTextAsync(Path.Combine(project, "Pulumi.yaml"), Installed(program), cancellation);
        var engine = await PulumiEngine.StartAsync(pulumi, project, DemoSettings.For(emulator), cancellation);
        (await engine.RunAsync(["plugin", "install", "resource", "infisical-rotation", $"v{Repository.Version}", "--file", archive], cancellation)).Succeeded();
        var preview = (await engine.RunAsync(["preview"], cancellation)).Succeeded();
        if (!preview.Text.Contains("infisical-rotation:index:RotatedAwsIamUser", StringComparison.Ordinal))
        {
            throw new StepFailedException($"The preview with the installed plugin shows no component:\n{preview.Text}");
        }

        _proven.Add("The CLI installs the archive, and a preview of Pulumi.yaml works with nothing else.");
    }

    /// <summary>The program without the lines that name the folder of a plugin.</summary>
    internal static string Installed(string program)
    {
        var start = program.IndexOf("plugins:\n", StringComparison.Ordinal);
        var end = start < 0 ? -1 : program.IndexOf("\n\n", start, StringComparison.Ordinal);
        return end < 0
            ? throw new StepFailedException("Pulumi.yaml has no block \"plugins\", or no empty line after it.")
            : program.Remove(start, end + 2 - start);
    }

    /// <summary>The tests that compile or look up every program of the schema, with the released executable.</summary>
    private async Task CheckSdksAsync(string unpacked)
    {
        if (Command.Find("pulumi-sdkgen") is null)
        {
            _open.Add("The SDKs: `pulumi-sdkgen` is not on PATH.");
            return;
        }

        const string Project = "Pulumi.InfisicalRotation.EndToEnd";
        await Generated.WriteSdksAsync(cancellation);
        await Shell.RunAsync("dotnet", ["build", Repository.At("tests", Project), "-nologo", "-v:quiet", "-clp:NoSummary"], cancellation);
        List<string> classes = ["-class", "*SchemaExamplesTests", "-class", "*GoExamplesTests"];
        if (Command.Find("npm") is null || Command.Find("pulumi") is null)
        {
            _open.Add("The SDK for Node.js: `npm` or `pulumi` is not on PATH.");
        }
        else
        {
            classes.AddRange(["-class", "*TypeScriptExampleTests"]);
        }

        var tests = new Command("dotnet", ["exec", Repository.DebugAssembly(Project), "-noLogo", "-noColor", .. classes])
        {
            Environment = new Dictionary<string, string> { [PublishedProvider.FolderVariable] = unpacked },
        };
        if (await Shell.TryAsync(tests, cancellation) != 0)
        {
            throw new StepFailedException("The programs of the schema do not fit the SDKs.");
        }

        _proven.Add("The SDKs for .NET, Node.js, Python and Go are generated, and all programs of the schema compile or fit.");
        _open.Add("The SDK for Java, and the packages of Go and Python as their tools build them: the workflow does it.");
    }

    private void Report()
    {
        Console.WriteLine($"\nProven on this machine ({Platform.Own}):");
        _proven.ForEach(line => Console.WriteLine($"  - {line}"));
        Console.WriteLine("\nNot proven, or to do before the tag:");
        _open.ForEach(line => Console.WriteLine($"  - {line}"));
    }
}
