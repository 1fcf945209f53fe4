using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class ResilienceTests
{
    private readonly ImmediateTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("42", null, 42)]
    [InlineData("42", "7", 42)]
    [InlineData(null, "7", 7)]
    [InlineData("42000", null, 42)]
    [InlineData("Sat, 01 Aug 2026 10:15:20 GMT", null, 20)]
    public async Task A_refused_request_waits_as_long_as_the_server_asks(string? retryAfter, string? reset, int seconds)
    {
        using var server = Failing(
            1, () => Answers.TooMany(retryAfter, reset).With("Date", "Sat, 01 Aug 2026 10:15:00 GMT"));
        using var client = Clients.For(server, _time);

        await client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);

        Assert.Equal(2, server.Calls.Count());
        Assert.Equal(TimeSpan.FromSeconds(seconds), _time.Waits.First());
    }

    [Fact]
    public async Task Without_a_wait_from_the_server_the_waits_grow()
    {
        using var server = Failing(4, () => Answers.TooMany());
        using var client = Clients.For(server, _time);

        await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Collection(
            _time.Waits,
            wait => Assert.InRange(wait.TotalSeconds, 0.25, 0.5),
            wait => Assert.InRange(wait.TotalSeconds, 0.5, 1),
            wait => Assert.InRange(wait.TotalSeconds, 1, 2),
            wait => Assert.InRange(wait.TotalSeconds, 2, 4));
    }

    [Fact]
    public async Task A_server_that_asks_for_no_wait_gets_a_short_one()
    {
        using var server = Failing(2, () => Answers.TooMany("0", null));
        using var client = Clients.For(server, _time);

        await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Collection(
            _time.Waits.Take(2),
            wait => Assert.InRange(wait.TotalSeconds, 0.25, 1),
            wait => Assert.InRange(wait.TotalSeconds, 0.25, 1));
    }

    public static TheoryData<string> LostLogins => ["cut off", "502", "503", "504", "half an answer", "a page"];

    [Theory]
    [MemberData(nameof(LostLogins))]
    public async Task A_login_without_an_answer_is_retried_as_a_read_is(string fault)
    {
        var logins = 0;
        using var server = new StubServer(request => request.IsLogin
            ? Interlocked.Increment(ref logins) <= 4 ? Lost(fault) : Answers.Login()
            : Answers.Rotation());
        using var client = Clients.For(server, _time);

        await client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);

        Assert.Equal((5, 1), (logins, server.Calls.Count()));
    }

    [Fact]
    public async Task A_login_that_is_refused_after_lost_answers_is_not_retried()
    {
        var logins = 0;
        using var server = new StubServer(
            _ => ++logins == 1 ? Lost("502") : Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        using var client = Clients.For(server, _time);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, "r1", Cancellation));
        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, "r1", Cancellation));

        Assert.Equal(2, logins);
    }

    [Fact]
    public async Task An_HTML_page_with_429_counts_as_refused_too()
    {
        using var server = Failing(
            1, () => Answers.Text(429, "<title>Slow down</title>", "text/html").With("Retry-After", "3"));
        using var client = Clients.For(server, _time);

        await client.DeleteRotationAsync(Clients.Type, Answers.RotationId, true, true, Cancellation);

        Assert.Equal((2, TimeSpan.FromSeconds(3)), (server.Calls.Count(), _time.Waits.First()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Retries_end(int maxRetries)
    {
        using var server = Failing(int.MaxValue, () => Answers.TooMany("1"));
        using var client = new InfisicalClient(
            Clients.Options with { TimeProvider = _time, MaxRetries = maxRetries }, server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((429, false, maxRetries + 1), (failure.Status, failure.IsOutcomeUnknown, server.Calls.Count()));
    }

    [Fact]
    public async Task A_refused_login_request_waits_too()
    {
        var logins = 0;
        using var server = new StubServer(
            request => request.IsLogin && ++logins == 1
                ? Answers.TooMany("5")
                : request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = Clients.For(server, _time);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((2, TimeSpan.FromSeconds(5)), (logins, _time.Waits.First()));
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_retried_after_a_failure_of_a_gateway(int status)
    {
        using var server = Failing(2, () => Answers.Text(status, "<html>", "text/html"));
        using var client = Clients.For(server, _time);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(3, server.Calls.Count());
    }

    [Fact]
    public async Task A_read_is_retried_after_an_answer_that_is_cut_off()
    {
        using var server = Failing(1, () => Answers.Json(200, """{"secretRotation":{"id":"""));
        using var client = Clients.For(server, _time);

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal(2, server.Calls.Count());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_read_is_not_retried_after_an_error_of_the_server(int status)
    {
        using var server = Failing(int.MaxValue, () => Answers.Error(status, "X", "text"));
        using var client = Clients.For(server, _time);

        await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Single(server.Calls);
    }

    public static TheoryData<int, string> Unclear => new()
    {
        { 200, "{" }, { 500, "" }, { 502, "<html>" }, { 503, "busy" },
        { 504, """{"statusCode":504,"message":"late","error":"GatewayTimeout"}""" },
    };

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task A_write_with_an_unknown_outcome_is_never_retried(int status, string body)
    {
        using var server = Failing(int.MaxValue, () => Answers.Text(status, body));
        using var client = Clients.For(server, _time);
        Func<Task>[] changes =
        [
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation),
            () => client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject(), Cancellation),
            () => client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation),
            () => client.MoveRotationAsync(Clients.Type, Answers.RotationId, "dev", "/", Cancellation),
            () => client.DeleteRotationAsync(Clients.Type, Answers.RotationId, true, true, Cancellation),
        ];

        foreach (var change in changes)
        {
            Assert.True((await Assert.ThrowsAsync<ApiException>(change)).IsOutcomeUnknown);
        }

        Assert.Equal(changes.Length, server.Calls.Count());
    }

    [Fact]
    public async Task A_wait_ends_immediately_when_the_caller_cancels()
    {
        var arrived = new TaskCompletionSource();
        using var server = new StubServer(request =>
        {
            arrived.TrySetResult();
            return request.IsLogin ? Answers.Login() : Answers.TooMany("60");
        });
        using var client = Clients.For(server, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        using var caller = new CancellationTokenSource();
        var create = client.CreateRotationAsync(Clients.Type, Clients.Body, caller.Token);
        await arrived.Task;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
    }

    [Theory]
    [InlineData("31", 1)]
    [InlineData("30", 0)]
    public async Task A_long_wait_is_reported_with_its_length(string seconds, int lines)
    {
        var notices = new List<ApiNotice>();
        using var server = Failing(1, () => Answers.TooMany(seconds));
        using var client = new InfisicalClient(
            Clients.Options with { TimeProvider = _time, Notify = notice => notices.AddRange(notice is null ? [] : [notice]) },
            server);

        await client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);

        Assert.Equal(
            Enumerable.Repeat(
                "Infisical at infisical.test refused a request because of its rate limit. The provider repeats it in 31 "
                + "seconds.",
                lines),
            notices.Select(notice => notice.Text));
        Assert.All(notices, notice => Assert.False(notice.IsWarning));
    }

    private static HttpResponseMessage Lost(string fault) => fault switch
    {
        "cut off" => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut off"),
        "half an answer" => Answers.Json(200, "{\"accessTok"),
        "a page" => Answers.Text(200, "<title>Sign in</title>", "text/html"),
        _ => Answers.Text(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "<html>", "text/html"),
    };

    private static StubServer Failing(int times, Func<HttpResponseMessage> failure)
    {
        var left = times;
        return new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Interlocked.Decrement(ref left) >= 0 ? failure() : Answers.Rotation());
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("600", 30)]
    public async Task A_server_in_maintenance_is_asked_again_after_the_wait_that_it_names_but_not_minutes_later(
        string retryAfter, int seconds)
    {
        var logins = 0;
        using var server = new StubServer(request => request.IsLogin && ++logins == 1
            ? Maintenance(retryAfter)
            : request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var reads = Failing(1, () => Maintenance(retryAfter));
        var (ofLogin, ofRead) = (new ImmediateTime(), new ImmediateTime());
        using var first = Clients.For(server, ofLogin);
        using var second = Clients.For(reads, ofRead);

        await first.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation);
        await second.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(
            (TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)), (ofLogin.Waits.First(), ofRead.Waits.First()));
        Assert.Equal((2, 2), (logins, reads.Calls.Count()));
    }

    [Fact]
    public async Task A_write_is_not_repeated_after_maintenance_whatever_it_names()
    {
        using var server = Failing(1, () => Maintenance("1"));
        using var client = Clients.For(server, _time);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Single(server.Calls);
    }

    private static HttpResponseMessage Maintenance(string retryAfter) =>
        Answers.Text(503, "maintenance").With("Retry-After", retryAfter);
}
