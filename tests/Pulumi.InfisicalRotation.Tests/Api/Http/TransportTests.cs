using System.Diagnostics;
using System.Net;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

/// <summary>What goes over a real connection, and how it is known whether anything did.</summary>
public sealed class TransportTests
{
    private static readonly RawReply Rotation = RawReply.Json($$"""{"secretRotation":{{Answers.RotationJson()}}}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<bool, int> Redirections => [.. from isWrite in new[] { false, true }
                                                            from status in new[] { 301, 302, 303, 307, 308 }
                                                            select (isWrite, status)];

    public static TheoryData<string> NeverSent =>
    [
        "NameResolutionError", "ConnectionError", "SecureConnectionError", "ProxyTunnelError",
        "VersionNegotiationError", "time-out",
    ];

    private static InfisicalOptions WithToken =>
        Clients.Options with { Credentials = new Credentials.Token("ready"), TimeProvider = new ImmediateTime() };

    [Theory]
    [MemberData(nameof(Redirections))]
    public async Task A_redirect_is_not_followed(bool isWrite, int status)
    {
        await using var elsewhere = new RawServer(_ => Rotation);
        await using var server = new RawServer(
            _ => new($"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Address}api\r\nContent-Length: 0\r\n\r\n"));
        using var client = For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => isWrite
            ? (Task)Create(client)
            : client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((1, 0), (server.Handled.Count, elsewhere.Connections));
        Assert.Equal((ApiFailure.Answered, status, false), (failure.Failure, failure.Status, failure.IsOutcomeUnknown));
        Assert.Contains($"to http://{elsewhere.Address.Authority} ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_and_traces_are_not_sent_and_both_compressions_are_accepted()
    {
        using var trace = new Activity("an update").Start();
        var withCookie = Rotation.Text.Replace("\r\n\r\n", "\r\nSet-Cookie: a=b\r\n\r\n", StringComparison.Ordinal);
        await using var server = new RawServer(_ => new RawReply(withCookie));
        using var client = For(server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, request =>
        {
            Assert.Contains("\r\nAccept-Encoding: gzip, br\r\n", request, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [MemberData(nameof(NeverSent))]
    public async Task An_unsent_create_is_sent_again_until_the_server_is_reachable(string error)
    {
        using var network = new BrokenNetwork(Fault(error), readsContent: false);
        using var client = new InfisicalClient(WithToken, network);

        var failure = await Assert.ThrowsAsync<ApiException>(() => Create(client));

        Assert.Equal((ApiFailure.Unreachable, false, 4), (failure.Failure, failure.IsOutcomeUnknown, network.Tries));
    }

    /// <summary>The two signs disagree: it never connected, says the platform, yet it began with the body.</summary>
    [Theory]
    [MemberData(nameof(NeverSent))]
    public async Task A_create_whose_body_was_begun_has_an_unknown_outcome_whatever_the_error(string error)
    {
        using var network = new BrokenNetwork(Fault(error), readsContent: true);
        using var client = new InfisicalClient(WithToken, network);

        var failure = await Assert.ThrowsAsync<ApiException>(() => Create(client));

        Assert.Equal((ApiFailure.Broken, true, 1), (failure.Failure, failure.IsOutcomeUnknown, network.Tries));
    }

    [Theory]
    [InlineData("InvalidResponse")]
    [InlineData("ResponseEnded")]
    [InlineData("HttpProtocolError")]
    [InlineData("Unknown")]
    [InlineData("cancelled")]
    public async Task A_create_that_failed_otherwise_has_an_unknown_outcome_although_nothing_was_begun(string error)
    {
        using var network = new BrokenNetwork(Fault(error), readsContent: false);
        using var client = new InfisicalClient(WithToken, network);

        var failure = await Assert.ThrowsAsync<ApiException>(() => Create(client));

        Assert.Equal((ApiFailure.Broken, true, 1), (failure.Failure, failure.IsOutcomeUnknown, network.Tries));
    }

    /// <summary>A response has begun, so the server has the request, whichever error the platform reports.</summary>
    [Fact]
    public async Task A_fault_within_the_answer_is_a_broken_connection()
    {
        using var network = new BrokenNetwork(Fault("ConnectionError"), readsContent: false, answersFirst: true);
        using var client = new InfisicalClient(WithToken, network);

        var failure = await Assert.ThrowsAsync<ApiException>(() => Create(client));

        Assert.Equal((ApiFailure.Broken, 200, true), (failure.Failure, failure.Status, failure.IsOutcomeUnknown));
        Assert.Equal(1, network.Tries);
    }

    private static Task<Rotation> Create(InfisicalClient client) =>
        client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);

    private static InfisicalClient For(RawServer server) => new(WithToken with { Host = server.Address });

    private static Exception Fault(string error) => error switch
    {
        "time-out" => new TaskCanceledException("connecting took too long", new TimeoutException()),
        "cancelled" => new TaskCanceledException("something else"),
        _ => new HttpRequestException(Enum.Parse<HttpRequestError>(error), "down"),
    };

    /// <summary>A network over which no request arrives; the platform may have begun with its body.</summary>
    private sealed class BrokenNetwork(Exception fault, bool readsContent, bool answersFirst = false)
        : HttpMessageHandler
    {
        public int Tries { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Tries++;
            if (readsContent)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            return answersFirst ? new HttpResponseMessage { Content = new BrokenContent(fault) } : throw fault;
        }
    }

    private sealed class BrokenContent(Exception fault) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.FromException(fault);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
