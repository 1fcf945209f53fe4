using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Writes the JSON that <c>pulumi import --file</c> reads.</summary>
internal static class ImportFile
{
    // A name that no resource has: it may contain only letters, digits and - _ .
    private const string ProviderName = "explicit provider";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="resources">The entries; a component stands before its children.</param>
    /// <param name="provider">URN of their explicit provider; null for the default one.</param>
    public static string Write(ImmutableArray<ImportedResource> resources, string? provider)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            if (provider is not null)
            {
                writer.WriteStartObject("nameTable");
                writer.WriteString(ProviderName, provider);
                writer.WriteEndObject();
            }

            writer.WriteStartArray("resources");
            foreach (var resource in resources)
            {
                Write(writer, resource, provider is not null);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, ImportedResource resource, bool hasProvider)
    {
        writer.WriteStartObject();
        writer.WriteString("type", resource.Token);
        if (resource.Parent is { } parent)
        {
            // Another component may have the name of the child. Parents are found by "name", so it has none of its own.
            writer.WriteString("name", $"{parent}/{resource.Name}");
            writer.WriteString("logicalName", resource.Name);
            writer.WriteString("parent", parent);
        }
        else
        {
            writer.WriteString("name", resource.Name);
        }

        // Without "remote": with it, the engine shows a replacement of the component at the next preview.
        if (resource.IsComponent)
        {
            writer.WriteBoolean("component", true);
        }
        else
        {
            writer.WriteString("id", resource.Id);
            if (hasProvider)
            {
                writer.WriteString("provider", ProviderName);
            }
        }

        writer.WriteEndObject();
    }
}
