using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>
/// The command <c>import-file</c>: writes a file for <c>pulumi import --file</c> from a project or a Terraform state.
/// It only reads.
/// </summary>
/// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
/// <param name="time">The clock.</param>
/// <param name="input">Opens standard input.</param>
/// <param name="output">Opens standard output.</param>
/// <param name="messages">Takes messages for the user.</param>
internal sealed class ImportFileCommand(
    Func<string, string?> readVariable,
    TimeProvider time,
    Func<Stream> input,
    Func<Stream> output,
    TextWriter messages)
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The words behind <c>import-file</c>.</param>
    /// <param name="cancelled">Ends requests.</param>
    /// <returns>The exit code: 0 if the file was written, 1 if not, 2 if the command line is wrong.</returns>
    public async Task<int> Run(IReadOnlyList<string> arguments, CancellationToken cancelled)
    {
        if (arguments is [] or ["--help" or "-h" or "help"])
        {
            await messages.WriteLineAsync(ImportMessages.Usage);
            return arguments is [] ? WrongUsage : Done;
        }

        var (options, errors) = ImportArguments.Read(arguments, readVariable);
        if (options is null)
        {
            foreach (var error in errors)
            {
                Report(error);
            }

            await messages.WriteLineAsync("Run import-file --help for all options.");
            return WrongUsage;
        }

        try
        {
            await Write(options, cancelled);
            return Done;
        }
        catch (ImportException fault)
        {
            Report(fault.Message);
            return Failed;
        }
    }

    private async Task Write(ImportOptions options, CancellationToken cancelled)
    {
        foreach (var file in new[] { options.File, options.Program }.OfType<string>().Where(File.Exists))
        {
            throw new ImportException(ImportMessages.FileExists(file));
        }

        using var session = options.ReadsServer ? Session(options) : null;
        var candidates = Selected(options, await Candidates(options, session, cancelled));
        if (candidates.IsEmpty)
        {
            throw new ImportException(
                options.TerraformState is null ? ImportMessages.Unfitting : ImportMessages.NothingInState);
        }

        if (options is { WithConnections: true, TerraformState: null })
        {
            candidates = [.. candidates, .. await new ProjectRotations(session!, Report)
                .Connections(options.ProjectId, candidates, cancelled)];
        }

        var resources = ImportedResources.Of(candidates, options.AsComponents);
        WriteTo(options.File, stream => ImportFile.Write(stream, resources, options.Provider));
        if (options.Program is { } program)
        {
            WriteTo(program, stream => WriteText(stream, ImportProgram.Write(resources)));
        }

        Report(ImportMessages.Written(options, resources));
        if (candidates.Select(candidate => candidate.Address).OfType<string>().ToList() is { Count: > 0 } addresses)
        {
            Report(ImportMessages.ForgetInTerraform(addresses));
        }
    }

    private async Task<ImmutableArray<ImportCandidate>> Candidates(
        ImportOptions options, ProviderSession? session, CancellationToken cancelled)
    {
        if (options.ProjectId is { } project)
        {
            return await new ProjectRotations(session!, Report).Read(project, cancelled);
        }

        var (candidates, skipped) = TerraformState.Read(ReadText(options.TerraformState!));
        foreach (var sentence in skipped)
        {
            Report(sentence);
        }

        return session is null
            ? candidates
            : await new ProjectRotations(session, Report).Compare(candidates, cancelled);
    }

    /// <summary>The wanted rotations. With a filter, the connections of a Terraform state are not wanted.</summary>
    private static ImmutableArray<ImportCandidate> Selected(
        ImportOptions options, ImmutableArray<ImportCandidate> candidates) =>
        !options.IsFiltered
            ? candidates
            :
            [
                .. candidates.Where(candidate => candidate.RotationType is { } type
                    && (options.Types.IsEmpty || options.Types.Contains(type))
                    && (options.Environment is not { } environment || environment == candidate.Environment)
                    && (options.Path is not { } path || IsInFolder(candidate.Path, path))),
            ];

    private static bool IsInFolder(string? path, string folder) =>
        path is not null
        && (folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));

    private ProviderSession Session(ImportOptions options)
    {
        var settings = ProviderSettings.From(options.Settings, readVariable, CertificateFile.Read);
        return new ProviderSession(settings, time, (level, text) => Report(text));
    }

    private string ReadText(string file)
    {
        try
        {
            using var stream = OpenToRead(file);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception fault) when (IsOfFile(fault))
        {
            throw new ImportException(ImportMessages.Unreadable(file, fault.Message), fault);
        }
    }

    private void WriteTo(string file, Action<Stream> write)
    {
        try
        {
            using var stream = OpenToWrite(file);
            write(stream);
        }
        catch (Exception fault) when (IsOfFile(fault))
        {
            throw new ImportException(ImportMessages.Unwritable(file, fault.Message), fault);
        }
    }

    private Stream OpenToRead(string file)
    {
        if (file == ImportOptions.Standard)
        {
            return input();
        }

        return File.OpenRead(file);
    }

    private Stream OpenToWrite(string file)
    {
        if (file == ImportOptions.Standard)
        {
            return output();
        }

        return new FileStream(file, FileMode.CreateNew, FileAccess.Write);
    }

    private static void WriteText(Stream stream, string text)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    }

    private static bool IsOfFile(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private void Report(string sentence) => messages.WriteLine(Printable.Line(sentence));
}
