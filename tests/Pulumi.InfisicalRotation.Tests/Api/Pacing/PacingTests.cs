using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

public sealed class PacingTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Countings => ["by class", "by route"];

    [Theory]
    [MemberData(nameof(Countings))]
    public async Task Five_hundred_creates_finish_within_the_limits_of_the_cloud_and_none_is_refused(string counting)
    {
        var cloud = Cloud(counting);
        using var server = Serving(cloud);
        using var client = Clients.For(server, _time);

        await PassTimeUntil(
            Task.WhenAll(
                Enumerable.Range(0, 500)
                    .Select(_ => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation))));

        Assert.Equal((0, 500, 1), (cloud.Refused, server.Calls.Count(), server.Logins.Count()));
    }

    [Theory]
    [MemberData(nameof(Countings))]
    public async Task A_mixed_run_with_short_tokens_has_nothing_refused(string counting)
    {
        var cloud = Cloud(counting);
        using var server = Serving(cloud, expiresIn: 100);
        using var client = Clients.For(server, _time);
        var calls = Enumerable.Range(0, 150).SelectMany(index => new Task[]
        {
            client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation),
            client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject(), Cancellation),
            client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation),
            client.ListRotationsAsync($"p{index}", Cancellation),
        });

        await PassTimeUntil(Task.WhenAll(calls));

        Assert.Equal((0, 600), (cloud.Refused, server.Calls.Count()));
    }

    [Fact]
    public async Task Other_clients_behind_the_same_address_cause_delays_only()
    {
        var cloud = Cloud("by class");
        using var server = Serving(cloud);
        using var client = Clients.For(server, _time);
        using var neighbour = Clients.For(server, _time);
        var calls = Enumerable.Range(0, 100).SelectMany(_ => new[] { client, neighbour })
            .Select(one => one.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        var rotations = Task.WhenAll(calls);
        await PassTimeUntil(rotations);

        Assert.Equal(200, (await rotations).Length);
    }

    [Fact]
    public async Task Without_limits_requests_run_concurrently_up_to_the_number_of_connections()
    {
        var (underWay, most) = (0, 0);
        var all = new TaskCompletionSource();
        using var server = new StubServer(async request =>
        {
            if (request.Method == "GET" || request.IsLogin)
            {
                return request.IsLogin ? Answers.Login() : Answers.Rotation();
            }

            most = Math.Max(most, Interlocked.Increment(ref underWay));
            if (underWay == 32)
            {
                all.TrySetResult();
            }

            await (request.Path.EndsWith("/rotate-secrets", StringComparison.Ordinal)
                ? Task.CompletedTask
                : all.Task);
            Interlocked.Decrement(ref underWay);
            return Answers.Rotation();
        });
        using var client = Clients.For(server, _time);
        await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);

        await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation)));

        Assert.Equal((101, 32), (server.Calls.Count(), most));
    }

    // By class is what the cloud documents; by route is what its code does.
    private CountingServer Cloud(string counting) => new(_time, request =>
    {
        var (rateClass, limit) = request switch
        {
            { IsLogin: true } => ("write", 200),
            { Method: "GET" } => ("read", 200),
            _ => ("write", 90),
        };
        var route = $"{request.Method} {request.Path.Split('?')[0].Split('/').Length}";
        return request.IsLogin && counting == "by route"
            ? ("login", limit)
            : (counting == "by class" ? rateClass : route, limit);
    });

    private static StubServer Serving(CountingServer cloud, int expiresIn = 2592000)
    {
        var logins = 0;
        return new StubServer(request => cloud.Count(
            request,
            () => request.IsLogin ? Answers.Login($"token-{Interlocked.Increment(ref logins)}", expiresIn)
                : request.Path.Contains('?', StringComparison.Ordinal) ? Answers.Json(200, """{"secretRotations":[]}""")
                : Answers.Rotation()));
    }

    private async Task PassTimeUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await done;
    }
}
