using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// The package schema, generated when this executable was built. It is the answer to GetSchema, and written as the
/// message of the protocol without ever being in memory as a whole: it is most of a MiB, and twice that as a text.
/// </summary>
internal sealed class EmbeddedSchema
{
    private const string ResourceName = "schema.json.gz";

    // The message has one field, the text: number 1, with its length before it.
    private const byte Tag = (1 << 3) | (byte)WireFormat.WireType.LengthDelimited;
    private const int PartBytes = 4096;

    private EmbeddedSchema()
    {
    }

    public static EmbeddedSchema Instance { get; } = new();

    /// <summary>Writes the message.</summary>
    public static void Write(EmbeddedSchema schema, SerializationContext context)
    {
        using var compressed = typeof(EmbeddedSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("This executable was built without its schema.");
        var length = LengthOf(compressed);
        context.SetPayloadLength(1 + CodedOutputStream.ComputeLengthSize(length) + length);
        var writer = context.GetBufferWriter();
        WriteHead(writer, length);
        using var json = new GZipStream(compressed, CompressionMode.Decompress);
        while (json.Read(writer.GetSpan(PartBytes)) is > 0 and var count)
        {
            writer.Advance(count);
        }

        context.Complete();
    }

    private static void WriteHead(IBufferWriter<byte> writer, int length)
    {
        var head = writer.GetSpan(1 + sizeof(long));
        var count = 0;
        head[count++] = Tag;
        for (; length >= 0x80; length >>= 7)
        {
            head[count++] = (byte)(length | 0x80);
        }

        head[count++] = (byte)length;
        writer.Advance(count);
    }

    /// <summary>The length of what was compressed, which ends a gzip file.</summary>
    private static int LengthOf(Stream compressed)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        compressed.Seek(-length.Length, SeekOrigin.End);
        compressed.ReadExactly(length);
        compressed.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadInt32LittleEndian(length);
    }
}
