using System.Text;
using Pulumi.InfisicalRotation.Api.Http;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class RequestContentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_length_is_known_before_anything_is_sent()
    {
        using var content = new RequestContent("{}"u8.ToArray());

        Assert.Equal((2, "application/json"), (content.Headers.ContentLength, content.Headers.ContentType?.MediaType));
        Assert.False(content.WasSent);
    }

    [Fact]
    public async Task The_content_counts_as_sent_when_its_bytes_are_requested()
    {
        using var content = new RequestContent("{}"u8.ToArray());
        using var copy = new MemoryStream();

        await content.CopyToAsync(copy, Cancellation);

        Assert.Equal(("{}", true), (Encoding.UTF8.GetString(copy.ToArray()), content.WasSent));
    }

    /// <summary>The server may have received part of it, or all of it.</summary>
    [Fact]
    public async Task The_content_counts_as_sent_although_writing_it_failed()
    {
        using var content = new RequestContent("{}"u8.ToArray());
        using var closed = new MemoryStream([], writable: false);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(closed, Cancellation));

        Assert.True(content.WasSent);
    }

    /// <summary>A change without a body has an empty one: without any, the platform would send it twice.</summary>
    [Fact]
    public async Task Content_without_a_body_is_empty_and_counts_as_sent()
    {
        using var content = new RequestContent(null);

        await content.CopyToAsync(Stream.Null, Cancellation);

        Assert.Equal((0, null, true), (content.Headers.ContentLength, content.Headers.ContentType, content.WasSent));
    }
}
