using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.InfisicalRotation;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Protocol;
using Pulumi.InfisicalRotation.Schema;

// schema FILE writes the package schema, docs FILE the reference of all types; anything else is the engine starting its plugin.
if (args is ["schema", var file])
{
    var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    await using var stream = File.Create(file);
    await using (var writer = new Utf8JsonWriter(stream, options))
    {
        SchemaWriter.Write(Session.Version).WriteTo(writer);
    }

    stream.WriteByte((byte)'\n');
    return 0;
}

if (args is ["docs", var page])
{
    await File.WriteAllTextAsync(page, DocsWriter.Reference());
    return 0;
}

using var provider = new RotationProvider(TimeProvider.System, Environment.GetEnvironmentVariable);
return await ProviderProcess.Serve(args, provider);
