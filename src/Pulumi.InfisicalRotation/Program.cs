using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.InfisicalRotation;
using Pulumi.InfisicalRotation.ImportFiles;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Schema;
using Pulumi.InfisicalRotation.Texts;

// Usage: schema FILE writes the package schema, docs DIR writes the reference and the table for the README,
// import-file FILE writes a file for pulumi import.
// Standard output is reserved for the port, so --help and --version print to standard error.
// Any other arguments come from the Pulumi engine, which starts the program as a plugin.
if (args is ["schema", var file] && !file.StartsWith('-'))
{
    var options = new JsonWriterOptions
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    return await WriteFiles(async () =>
    {
        await using var stream = File.Create(file);
        await using (var writer = new Utf8JsonWriter(stream, options))
        {
            SchemaWriter.Write(PackageInfo.Version).WriteTo(writer);
        }

        stream.WriteByte((byte)'\n');
    });
}

if (args is ["docs", var folder] && !folder.StartsWith('-'))
{
    return await WriteFiles(async () =>
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "rotations.md"), DocsWriter.Reference());
        await File.WriteAllTextAsync(Path.Combine(folder, "connections.md"), DocsWriter.Connections());
        await File.WriteAllTextAsync(Path.Combine(folder, "functions.md"), DocsWriter.Functions());
        await File.WriteAllTextAsync(Path.Combine(folder, "rotations-table.md"), DocsWriter.Table("docs/rotations.md"));
    });
}

if (args is ["import-file", .. var words])
{
    // Ctrl-C ends the process: the command only reads, and writes its file at the end.
    return await new ImportFileCommand(
        Environment.GetEnvironmentVariable,
        TimeProvider.System,
        Console.OpenStandardInput,
        Console.OpenStandardOutput,
        Console.Error).Run(words, CancellationToken.None);
}

if (args is ["--help" or "-h" or "help"])
{
    await Console.Error.WriteLineAsync(
        """
        Pulumi provider for Infisical Secret Rotations. The Pulumi engine starts this program.

          --version              Print the version.
          --help                 Print this help.
          import-file FILE ...   Write a file for pulumi import from a project or a Terraform state;
                                 import-file --help lists the options.
          schema FILE            Write the package schema to a file.
          docs DIR               Write the reference documentation to a directory.
        """);
    return 0;
}

if (args is ["--version"])
{
    await Console.Error.WriteLineAsync(PackageInfo.Version);
    return 0;
}

if (EngineAddress.IsTyped(args) || (EngineAddress.In(args).Length == 0 && args.Any(ImportArguments.IsOption)))
{
    await Console.Error.WriteLineAsync(args[0] switch
    {
        "schema" => "schema needs the name of one file.",
        "docs" => "docs needs the name of one directory.",
        var word => $"{Printable.Line(word)} is no command of this program, which the Pulumi engine starts without one. "
            + "Run --help for the commands.",
    });
    return 2;
}

using var provider = new InfisicalProvider(TimeProvider.System, Environment.GetEnvironmentVariable);
return await ProviderProcess.Serve(args, provider);

static async Task<int> WriteFiles(Func<Task> write)
{
    try
    {
        await write();
        return 0;
    }
    catch (Exception fault) when (
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
    {
        await Console.Error.WriteLineAsync($"The file cannot be written: {fault.Message}");
        return 1;
    }
}
