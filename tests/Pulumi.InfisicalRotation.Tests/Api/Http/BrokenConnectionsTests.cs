using System.Text.Json.Nodes;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class BrokenConnectionsTests
{
    private static readonly Dictionary<string, Func<InfisicalClient, Task>> Changes = new()
    {
        ["create"] = client => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation),
        ["update"] = client => client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject { ["name"] = "n" }, Cancellation),
        ["rotate"] = client => client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation),
        ["move"] = client => client.MoveRotationAsync(Clients.Type, Answers.RotationId, "dev", "/", Cancellation),
        ["delete"] = client => client.DeleteRotationAsync(Clients.Type, Answers.RotationId, true, true, Cancellation),
    };

    private static readonly RawReply Rotation = RawReply.Json($$"""{"secretRotation":{{Answers.RotationJson()}}}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, int> Cuts =>
    [
        .. from change in Changes.Keys
           from isReused in new[] { false, true }
           from end in new[] { ConnectionEnd.Closed, ConnectionEnd.Reset }
           select (change, isReused, (int)end),
    ];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_change_cut_off_after_it_was_handled_arrives_exactly_once(string change, bool isReused, int end)
    {
        await using var server = new RawServer(request => IsRead(request) ? Rotation : new RawReply("", (ConnectionEnd)end));
        using var client = For(server);
        if (isReused)
        {
            await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        }

        var failure = await Assert.ThrowsAsync<ApiException>(() => Changes[change](client));

        Assert.Single(server.Handled, request => !IsRead(request));
        Assert.Equal((ApiFailure.Broken, true, 1), (failure.Failure, failure.IsOutcomeUnknown, server.Connections));
    }

    [Fact]
    public async Task A_create_cut_off_before_it_was_handled_has_an_unknown_outcome_too()
    {
        await using var server = new RawServer(_ => Rotation, accepts: _ => false);
        using var client = For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Empty(server.Handled);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.StartsWith($"The connection to Infisical at {server.Address.Authority} broke while creating rotation \"app-db\": ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_cut_off_in_its_body_has_an_unknown_outcome_and_keeps_the_status()
    {
        await using var server = new RawServer(_ => new RawReply("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"secret", ConnectionEnd.Closed));
        using var client = For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, 200, true), (failure.Failure, failure.Status, failure.IsOutcomeUnknown));
        Assert.Single(server.Handled);
    }

    [Theory]
    [InlineData("what is this\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task A_response_that_is_no_HTTP_has_an_unknown_outcome(string text)
    {
        await using var server = new RawServer(_ => new RawReply(text, ConnectionEnd.Closed));
        using var client = For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, true), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.Single(server.Handled);
    }

    [Fact]
    public async Task A_read_is_retried_after_broken_connections()
    {
        await using var server = new RawServer(_ => Rotation, accepts: number => number > 3);
        using var client = For(server);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Single(server.Handled);
    }

    [Fact]
    public async Task An_unreachable_server_is_reported_after_short_waits()
    {
        var time = new ImmediateTime();
        using var client = new InfisicalClient(Clients.Options with { Host = Unused(), TimeProvider = time });

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Unreachable, false), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.Matches(@"^Could not reach 127\.0\.0\.1:\d+: .+\.$", failure.Message);
        Assert.Equal([200, 500, 1000], time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_request_that_was_never_sent_is_sent_when_the_server_is_back(HttpRequestError error)
    {
        var failures = 2;
        using var server = new StubServer(_ => failures-- > 0 ? throw new HttpRequestException(error, "down") : Answers.Rotation());
        using var client = new InfisicalClient(WithToken with { TimeProvider = new ImmediateTime() }, server);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_response_that_times_out_has_an_unknown_outcome()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(_ => new RawReply(""));
        using var client = new InfisicalClient(WithToken with { Host = server.Address, TimeProvider = time, RequestTimeout = TimeSpan.FromSeconds(60) });
        var create = client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);
        await server.FirstHandled.Task;

        time.Advance(TimeSpan.FromSeconds(60));
        var failure = await Assert.ThrowsAsync<ApiException>(() => create);

        Assert.Equal((ApiFailure.TimedOut, true), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.Equal($"Infisical at {server.Address.Authority} did not answer creating rotation \"app-db\" within 60 seconds.", failure.Message);
        Assert.Single(server.Handled);
    }

    [Fact]
    public async Task A_response_that_stops_in_its_body_times_out_too()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(_ => new RawReply("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"secret"));
        using var client = new InfisicalClient(WithToken with { Host = server.Address, TimeProvider = time, RequestTimeout = TimeSpan.FromSeconds(60) });
        var create = client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);
        await server.FirstHandled.Task;

        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(ApiFailure.TimedOut, (await Assert.ThrowsAsync<ApiException>(() => create)).Failure);
    }

    [Fact]
    public async Task A_caller_who_cancels_a_read_gets_a_cancellation()
    {
        await using var server = new RawServer(_ => new RawReply(""));
        using var client = For(server);
        using var caller = new CancellationTokenSource();
        var read = client.GetRotationAsync(Clients.Type, Answers.RotationId, caller.Token);
        await server.FirstHandled.Task;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Single(server.Handled);
    }

    [Fact]
    public async Task A_write_that_was_sent_is_completed_although_its_caller_cancels()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource<HttpResponseMessage>());
        using var server = new StubServer(_ =>
        {
            arrived.SetResult();
            return answer.Task;
        });
        using var client = new InfisicalClient(WithToken, server);
        using var caller = new CancellationTokenSource();
        var create = client.CreateRotationAsync(Clients.Type, Clients.Body, caller.Token);
        await arrived.Task;

        await caller.CancelAsync();
        answer.SetResult(Answers.Rotation());

        Assert.Equal(Answers.RotationId, (await create).Id);
    }

    [Fact]
    public async Task One_connection_serves_several_requests()
    {
        await using var server = new RawServer(_ => Rotation);
        using var client = For(server);

        for (var call = 0; call < 10; call++)
        {
            await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);
        }

        Assert.Equal((10, 1), (server.Handled.Count, server.Connections));
    }

    private static InfisicalOptions WithToken => Clients.Options with { Credentials = new Credentials.Token("ready"), TimeProvider = new ImmediateTime() };

    private static InfisicalClient For(RawServer server) => new(WithToken with { Host = server.Address });

    private static bool IsRead(string request) => request.StartsWith("GET ", StringComparison.Ordinal);

    private static Uri Unused()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
