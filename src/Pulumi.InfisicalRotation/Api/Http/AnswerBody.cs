using System.Buffers;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The body of a response, up to a limit. The limit counts bytes after decompression.</summary>
/// <param name="Bytes">The body, or as much of it as the limit allows.</param>
/// <param name="IsCut">The body is longer than the limit.</param>
internal sealed record AnswerBody(ReadOnlySequence<byte> Bytes, bool IsCut)
{
    private const int SmallestPart = 4 * 1024;

    // A larger array would live until the garbage collector cleans up everything.
    private const int LargestPart = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body; what is behind the limit is not read.</summary>
    public static async Task<AnswerBody> ReadAsync(HttpContent content, long limit, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        Part? first = null;
        Part? last = null;
        var size = SmallestPart;
        while (true)
        {
            var left = limit - (last?.End ?? 0);
            var buffer = new byte[Math.Min(size, left + 1)];
            var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            last = new Part(buffer.AsMemory(0, (int)Math.Min(count, left)), last);
            first ??= last;
            if (count < buffer.Length || count > left)
            {
                return new AnswerBody(
                    WithoutMark(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)), count > left);
            }

            size = Math.Min(size * 2, LargestPart);
        }
    }

    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> bytes) =>
        bytes.FirstSpan.StartsWith(ByteOrderMark) ? bytes.Slice(ByteOrderMark.Length) : bytes;

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> bytes, Part? before)
        {
            Memory = bytes;
            RunningIndex = before?.End ?? 0;
            if (before is not null)
            {
                before.Next = this;
            }
        }

        public long End => RunningIndex + Memory.Length;
    }
}
