using System.IO.Compression;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>The package schema, generated when this executable was built.</summary>
internal static class EmbeddedSchema
{
    private const string ResourceName = "schema.json.gz";

    public static string Read()
    {
        using var stream = typeof(EmbeddedSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("This executable was built without its schema.");
        using var json = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(json);
        return reader.ReadToEnd();
    }
}
