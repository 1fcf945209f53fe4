using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.InfisicalRotation;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Schema;

// schema FILE writes the package schema, docs DIR the reference of all types and the table for the README; --help and --version speak on standard error; anything else is the engine starting its plugin.
if (args is ["schema", var file])
{
    var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    await using var stream = File.Create(file);
    await using (var writer = new Utf8JsonWriter(stream, options))
    {
        SchemaWriter.Write(PackageInfo.Version).WriteTo(writer);
    }

    stream.WriteByte((byte)'\n');
    return 0;
}

if (args is ["docs", var folder])
{
    await File.WriteAllTextAsync(Path.Combine(folder, "rotations.md"), DocsWriter.Reference());
    await File.WriteAllTextAsync(Path.Combine(folder, "rotations-table.md"), DocsWriter.Table("docs/rotations.md"));
    return 0;
}

if (args is ["--help" or "-h" or "help"])
{
    await Console.Error.WriteLineAsync("Pulumi's engine starts this program; by hand there is nothing to do with it but --version, schema FILE and docs DIR.");
    return 0;
}

if (args is ["--version"])
{
    await Console.Error.WriteLineAsync(PackageInfo.Version);
    return 0;
}

using var provider = new InfisicalProvider(TimeProvider.System, Environment.GetEnvironmentVariable);
return await ProviderProcess.Serve(args, provider);
