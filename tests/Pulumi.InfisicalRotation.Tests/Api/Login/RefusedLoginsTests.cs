using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

/// <summary>Each client is another process of the same user, or of another one where the folder differs.</summary>
public sealed class RefusedLoginsTests : IDisposable
{
    private const string LockedOut = "This identity auth method is temporarily locked, please try again later";

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero));

    private string Folder => Path.Combine(_cache.FullName, "deeper", "provider");

    private string File => Path.Combine(Folder, "refused-logins");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public async Task The_next_process_does_not_repeat_a_refused_login_and_names_the_way_out()
    {
        using var server = Refusing();

        var first = await Fails(server);
        var second = await Fails(server);

        Assert.Single(server.Requests);
        Assert.Equal(401, first.Status);
        Assert.Equal(
            (true, true, ApiHint.CheckCredentials), (second.IsLogin, second.IsCredentialsRefused, second.Hint));
        Assert.Equal(
            "Infisical at infisical.test refused these credentials at 10:15:00 UTC. To avoid a lock-out, this login is "
            + "not repeated before 10:20:00 UTC. Other credentials are tried immediately. To repeat this login sooner, "
            + $"delete {File}.",
            second.Message);
    }

    [Theory]
    [InlineData(299, 1)]
    [InlineData(300, 2)]
    [InlineData(-1, 2)]
    public async Task A_refusal_is_remembered_for_five_minutes_of_a_clock_that_runs_forward(int seconds, int logins)
    {
        using var server = Refusing();
        await Fails(server);

        var other = new FakeTimeProvider(_time.GetUtcNow().AddSeconds(seconds));
        await Fails(server, time: other);

        Assert.Equal(logins, server.Requests.Count);
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    public async Task A_lock_out_is_remembered_for_a_minute(int seconds, int logins)
    {
        using var server = Refusing(LockedOut);
        await Fails(server);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var second = await Fails(server);

        Assert.Equal(logins, server.Requests.Count);
        Assert.Equal((true, ApiHint.WaitForUnlock), (second.IsCredentialsRefused, second.Hint));
    }

    [Fact]
    public async Task Changed_credentials_another_server_and_another_organization_are_tried_immediately()
    {
        using var server = Refusing();
        await Fails(server);
        InfisicalOptions[] others =
        [
            Clients.Options with { Credentials = new Credentials.Universal("client-1", "another-s3cret") },
            Clients.Options with { Credentials = new Credentials.Universal("client-2", "s3cret-for-test") },
            Clients.Options with { Host = new Uri("https://elsewhere.test") },
            Clients.Options with { OrganizationSlug = "team-a" },
        ];

        foreach (var other in others)
        {
            await Fails(server, other);
        }

        Assert.Equal(1 + others.Length, server.Requests.Count);
        foreach (var other in others)
        {
            await Fails(server, other);
        }

        Assert.Equal(1 + others.Length, server.Requests.Count);
    }

    [Fact]
    public async Task Refused_credentials_give_way_to_those_of_the_environment_without_a_request()
    {
        using var server = new StubServer(request => request switch
        {
            { IsLogin: true } when request.Body!.Contains("client-1", StringComparison.Ordinal) =>
                Answers.Error(401, "UnauthorizedError", "Invalid credentials"),
            { IsLogin: true } => Answers.Login(),
            _ => Answers.Rotation(),
        });
        var options = Options(Clients.Options, _time) with
        {
            EnvironmentCredentials = new Credentials.Universal("client-2", "current-s3cret"),
        };

        for (var process = 0; process < 3; process++)
        {
            using var client = new InfisicalClient(options, server);
            Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        }

        Assert.Equal(
            ["client-1", "client-2", "client-2", "client-2"],
            server.Logins.Select(login => (string)login.Json["clientId"]!));
    }

    [Theory]
    [InlineData(400, "BadRequest")]
    [InlineData(403, "PermissionDenied")]
    [InlineData(422, "ValidationFailure")]
    [InlineData(429, "RateLimitExceeded")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "Unavailable")]
    public async Task Any_other_failure_is_not_remembered(int status, string error)
    {
        using var server = new StubServer(_ => Answers.Error(status, error, "no"));

        await Fails(server);
        await Fails(server);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_file_is_for_its_user_only_and_contains_no_credential()
    {
        using var server = Refusing();

        await Fails(server);

        var text = await System.IO.File.ReadAllTextAsync(File, Cancellation);
        Assert.DoesNotContain("client-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("infisical.test", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(owner, System.IO.File.GetUnixFileMode(File));
            Assert.Equal(owner | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Folder));
        }
    }

    [Fact]
    public async Task The_same_credentials_have_another_hash_in_another_file()
    {
        using var server = Refusing();
        await Fails(server);
        var first = await System.IO.File.ReadAllLinesAsync(File, Cancellation);
        System.IO.File.Delete(File);

        await Fails(server);

        Assert.NotEqual(first[^1], (await System.IO.File.ReadAllLinesAsync(File, Cancellation))[^1]);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Many_refusals_keep_the_file_small_and_the_last_ones()
    {
        using var server = Refusing();
        for (var client = 0; client < 18; client++)
        {
            await Fails(server, Clients.Options with { Credentials = new Credentials.Universal($"c{client}", "s") });
        }

        await Fails(server, Clients.Options with { Credentials = new Credentials.Universal("c17", "s") });

        Assert.Equal(18, server.Requests.Count);
        Assert.InRange(new FileInfo(File).Length, 1, 4096);
        Assert.Equal(
            ["refused-logins", "refused-logins.lock"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task While_one_process_logs_in_the_others_wait_for_its_result()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource<HttpResponseMessage>());
        using var server = new StubServer(_ =>
        {
            arrived.TrySetResult();
            return answer.Task;
        });
        InfisicalClient[] processes = [Client(server), Client(server), Client(server)];
        var first = processes[0].GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        await arrived.Task;
        var others = Task.WhenAll(
            processes.Skip(1).Select(client => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)));
        for (var step = 0; step < 50; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        answer.SetResult(Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        await Assert.ThrowsAsync<ApiException>(() => first);
        while (!others.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<ApiException>(() => others);
        Assert.Single(server.Requests);
        Assert.All(processes, client => client.Dispose());
    }

    private InfisicalClient Client(StubServer server) => new(Options(Clients.Options, _time), server);

    private static StubServer Refusing(string text = "Invalid credentials") =>
        new(_ => Answers.Error(401, "UnauthorizedError", text));

    private InfisicalOptions Options(InfisicalOptions options, TimeProvider time) =>
        options with { CacheFolder = Folder, TimeProvider = time, MaxRetries = 0 };

    private async Task<ApiException> Fails(
        StubServer server, InfisicalOptions? options = null, TimeProvider? time = null)
    {
        using var client = new InfisicalClient(Options(options ?? Clients.Options, time ?? _time), server);
        return await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
    }
}
