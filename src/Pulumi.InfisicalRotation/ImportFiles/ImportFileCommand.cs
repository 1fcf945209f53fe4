using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
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
        if (arguments is [] or ["help"] || arguments.Any(word => word is "--help" or "-h"))
        {
            await messages.WriteLineAsync(ImportMessages.Usage);
            if (arguments is not [])
            {
                return Done;
            }

            Report(ImportMessages.NothingGiven);
            return WrongUsage;
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

        foreach (var type in options.Types.Where(type => ImportCandidate.TokenOf(type) is null))
        {
            Report(ImportMessages.UnknownType(type));
        }

        using var session = options.ReadsServer ? Session(options) : null;
        var candidates = await Candidates(options, session, cancelled);
        if (candidates.IsEmpty)
        {
            throw new ImportException(
                options.TerraformState is null ? ImportMessages.Unfitting : ImportMessages.NothingInState);
        }

        var resources = ImportedResources.Of(candidates, options.AsComponents);
        var program = options.Program is null ? null : new ImportProgram(resources, Report).Write();
        var files = new ImportOutput(output);
        files.Write(options.File, ImportFile.Write(resources, options.Provider));
        if (program is not null)
        {
            files.Write(options.Program!, program);
        }

        Report(ImportMessages.Written(options, resources));
        ReportTerraform([.. candidates.Select(candidate => candidate.Address).OfType<string>()]);
    }

    private void ReportTerraform(ImmutableArray<string> addresses)
    {
        if (addresses.IsEmpty)
        {
            return;
        }

        Report(ImportMessages.ForgetInTerraform);
        foreach (var address in addresses)
        {
            Report(ImportMessages.ForgetCommand(address, OperatingSystem.IsWindows()));
        }
    }

    private async Task<ImmutableArray<ImportCandidate>> Candidates(
        ImportOptions options, ProviderSession? session, CancellationToken cancelled)
    {
        var filter = new ImportFilter(options);
        if (options.ProjectId is { } project)
        {
            var server = new ProjectRotations(session!, Report);
            ImmutableArray<ImportCandidate> rotations =
                [.. (await server.Read(project, cancelled)).Where(filter.Wants)];
            return options.WithConnections
                ? [.. rotations, .. await server.Connections(project, rotations, cancelled)]
                : rotations;
        }

        var (candidates, skipped) = TerraformState.Read(ReadText(options.TerraformState!));
        foreach (var sentence in skipped)
        {
            Report(sentence);
        }

        if (options.IsFiltered && candidates.Any(candidate => candidate.RotationType is null))
        {
            Report(ImportMessages.ConnectionsFiltered);
        }

        return session is null
            ? [.. candidates.Where(filter.Wants)]
            : await new StateComparison(new ProjectRotations(session, Report), filter, Report)
                .Run(candidates, cancelled);
    }

    private ProviderSession Session(ImportOptions options)
    {
        var settings = ProviderSettings.From(options.Settings, readVariable, CertificateFile.Read);
        CheckCertificate(settings);
        return new ProviderSession(settings, time, (level, text) => Report(text));
    }

    private static void CheckCertificate(ProviderSettings settings)
    {
        try
        {
            _ = settings.CaCertificate?.Invoke();
        }
        catch (ApiException fault)
        {
            throw new ImportException(ImportMessages.NoCertificate(fault.InnerException?.Message ?? fault.Message), fault);
        }
    }

    private string ReadText(string file)
    {
        try
        {
            using var stream = OpenToRead(file);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception fault) when (ImportOutput.IsOfFile(fault))
        {
            throw new ImportException(ImportMessages.Unreadable(file, fault.Message), fault);
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

    private void Report(string sentence) => messages.WriteLine(Printable.Line(sentence));
}
