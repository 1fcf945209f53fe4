using System.Buffers;
using System.Net;
using System.Text;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

/// <summary>No response of a server takes much memory.</summary>
public sealed class AnswerLimitsTests
{
    private const int MiB = 1024 * 1024;
    private const string Uuid = """{"id":"c0ffee00-0000-4000-8000-000000000001"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Items =>
    [
        """{"id":"a"}""",
        "1",
        Uuid,
        Uuid[..^1] + ""","parameters":{"a":[""" + Repeated("1", 100_000) + "]}}",
        Uuid[..^1] + ""","name":""" + $"\"{new string('n', 200_000)}\"}}",
        Uuid[..^1] + ""","secretsMapping":{""" + Repeated("\"a\":1", 30_000) + "}}",
        Uuid[..^1] + ""","parameters":{"a":[""" + Repeated("\"\\ud83d\\ude00\"", 15_000) + "]}}",
    ];

    /// <summary>The list, and all the garbage of reading it, fit into the memory of a small machine.</summary>
    [Theory]
    [MemberData(nameof(Items))]
    public void A_list_of_any_items_allocates_a_bounded_amount(string item)
    {
        var count = Math.Min(50_000, (16 * MiB / (item.Length + 1)) - 10);
        var body = new ReadOnlySequence<byte>(
            Encoding.UTF8.GetBytes($$"""{"secretRotations":[{{Repeated(item, count - 1)}}]}"""));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var pool = new TextPool();
        var rotations = JsonBody.ReadList(
            body, "secretRotations"u8, ApiJson.Default.RotationWire, wire => wire.ToRotation(pool), 50_000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L * MiB);
        Assert.InRange(rotations?.Count ?? 0, 0, count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_error_is_read_up_to_a_megabyte(int status)
    {
        var stream = new CountingStream();
        using var client = Clients.Answering(
            () => new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(stream) });

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.InRange(stream.Count, MiB, MiB + (64 * 1024));
        Assert.InRange(failure.Message.Length, 1, 1000);
    }

    [Fact]
    public async Task A_rotation_that_never_ends_is_read_up_to_its_limit_and_its_create_has_an_unknown_outcome()
    {
        var stream = new CountingStream();
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) });
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.InRange(stream.Count, 1, MiB);
        Assert.True(failure is { IsOutcomeUnknown: true, IsTooLarge: true });
        Assert.Contains("larger than any response of Infisical", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(21_000)]
    [InlineData(500_000)]
    public async Task A_list_that_is_too_long_is_not_requested_again(int count)
    {
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Body(200, $$"""{"secretRotations":[{{Repeated(Uuid, count)}}]}"""));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.ListRotationsAsync("p1", Cancellation));

        Assert.True(failure.IsTooLarge);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_list_of_ten_thousand_rotations_is_read()
    {
        var items = string.Join(',', Enumerable.Range(0, 10_000).Select(index =>
            Answers.RotationJson($"r{index}", $"c0ffee00-0000-4000-8000-{index:D12}")));
        using var client = Clients.Answering(() => Body(200, $$"""{"secretRotations":[{{items}}],"total":1}"""));

        Assert.Equal(10_000, (await client.ListRotationsAsync("p1", Cancellation)).Length);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(70, false)]
    public async Task Parameters_are_read_to_a_certain_depth(int depth, bool isRead)
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth);
        var rotation = Answers.RotationJson().Replace("\"eu-west-1\"", deep, StringComparison.Ordinal);
        using var client = Clients.Answering(() => Answers.Json(200, $$"""{"secretRotation":{{rotation}}}"""));
        var read = client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        if (isRead)
        {
            Assert.Equal(deep, (await read)!.Parameters!["region"]!.ToJsonString());
        }
        else
        {
            Assert.Equal(ApiFailure.Broken, (await Assert.ThrowsAsync<ApiException>(() => read)).Failure);
        }
    }

    [Fact]
    public async Task A_compressed_bomb_is_read_up_to_the_limit()
    {
        await using var server = new RawServer(_ => RawReply.Gzip(Repeated("""{"id":"a"}""", 3_000_000)));
        using var client = new InfisicalClient(Clients.Options with
        {
            Host = server.Address,
            Credentials = new Credentials.Token("t"),
            TimeProvider = new ImmediateTime(),
        });

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.ListRotationsAsync("p1", Cancellation));

        Assert.True(failure.IsTooLarge);
    }

    private static string Repeated(string item, int count) =>
        new StringBuilder((item.Length + 1) * count).Insert(0, item + ",", count).Append(item).ToString();

    private static HttpResponseMessage Body(int status, string text) => Answers.Json(status, text);

    /// <summary>A body without an end.</summary>
    private sealed class CountingStream : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Count += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
