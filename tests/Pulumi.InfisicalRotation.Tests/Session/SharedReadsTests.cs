using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class SharedReadsTests
{
    private const string List = "/api/v2/secret-rotations?projectId=";
    private const string Single = $"/api/v2/secret-rotations/{Clients.Type}/{Answers.RotationId}";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("rotations of another project")]
    [InlineData("folders of another project")]
    [InlineData("folders of another environment")]
    [InlineData("folders of another path")]
    [InlineData("secrets of another project")]
    [InlineData("secrets of another environment")]
    [InlineData("secrets of another path")]
    [InlineData("connections of another project")]
    [InlineData("connections of another app")]
    public async Task Only_equal_reads_share_a_response(string other)
    {
        using var reads = new Reads(request => Listed(request.Path));
        var parts = other.Split(' ');

        var first = await Ask("p", "e", "/f", "aws");
        var second = parts[^1] switch
        {
            "project" => await Ask("p2", "e", "/f", "aws"),
            "environment" => await Ask("p", "e2", "/f", "aws"),
            "path" => await Ask("p", "e", "/f2", "aws"),
            _ => await Ask("p", "e", "/f", "gcp"),
        };

        Assert.NotEqual(first, second);
        Assert.Equal(first, await Ask("p", "e", "/f", "aws"));
        Assert.Equal(2, reads.Asked.Count());

        async Task<string> Ask(string project, string environment, string path, string app) => parts[0] switch
        {
            "rotations" => Assert.Single(await reads.Shared.Rotations(project, null, None)).Id,
            "folders" => Assert.Single(await reads.Shared.Folders(project, environment, path, null, None)).Name,
            "secrets" => Assert.Single(await reads.Shared.SecretNames(project, environment, path, null, None)).Key,
            _ => Assert.Single(await reads.Shared.AvailableConnections(app, project, null, None)).Id,
        };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_caller_stops_waiting_and_the_others_get_the_response(bool isFirst)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var reads = new Reads(_ => answer.Task);
        using var cancelled = new CancellationTokenSource();
        var first = reads.Shared.Rotations("p", null, isFirst ? cancelled.Token : None);
        var second = reads.Shared.Rotations("p", null, isFirst ? None : cancelled.Token);

        await cancelled.CancelAsync();
        answer.SetResult(await Listed($"{List}p"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => isFirst ? first : second);
        Assert.Single(await (isFirst ? second : first));
        Assert.Single(reads.Asked);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 2)]
    public async Task A_response_is_shared_for_thirty_seconds(int seconds, int requests)
    {
        using var reads = new Reads(request => Listed(request.Path));
        await reads.Shared.Rotations("p", null, None);

        // The clock itself moves on a little with each reading.
        reads.Time.Advance(TimeSpan.FromSeconds(seconds - 0.5));
        await reads.Shared.Rotations("p", null, None);

        Assert.Equal(requests, reads.Asked.Count());
    }

    [Fact]
    public async Task A_caller_that_needs_a_newer_response_gets_one_and_the_next_shares_it()
    {
        using var reads = new Reads(request => Listed(request.Path));
        await reads.Shared.Rotations("p", null, None);
        var changed = reads.Time.GetUtcNow();

        await reads.Shared.Rotations("p", changed, None);
        await reads.Shared.Rotations("p", changed, None);

        Assert.Equal(2, reads.Asked.Count());
    }

    [Fact]
    public async Task A_single_rotation_is_read_by_its_own_route()
    {
        using var reads = new Reads(_ => Task.FromResult(Answers.Rotation()));

        Assert.NotNull(await reads.Rotation("p"));

        Assert.Equal([Single], reads.Asked);
    }

    [Fact]
    public async Task Several_rotations_of_a_project_share_its_list()
    {
        using var reads = new Reads(request => Listed(request.Path, Answers.RotationId));

        Assert.All(await reads.Together("p", "p", "p"), Assert.NotNull);

        Assert.Equal([$"{List}p"], reads.Asked);
    }

    [Fact]
    public async Task Single_rotations_of_several_projects_are_read_by_their_own_routes()
    {
        using var reads = new Reads(_ => Task.FromResult(Answers.Rotation()));

        await reads.Together("p", "p2");

        Assert.Equal([Single, Single], reads.Asked);
    }

    [Fact]
    public async Task A_rotation_missing_from_the_list_is_read_before_it_counts_as_deleted()
    {
        using var reads = new Reads(
            request => Task.FromResult(request.Path == Single ? Answers.Rotation() : Answers.NoRotations()));

        Assert.All(await reads.Together("p", "p"), Assert.NotNull);
        Assert.Equal([Single, Single, $"{List}p"], reads.Asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rotation_in_neither_the_list_nor_its_own_route_is_deleted()
    {
        using var reads = new Reads(request => Task.FromResult(request.Path == Single
            ? Answers.Error(404, "NotFound", "Secret Rotation with ID x not found")
            : Answers.NoRotations()));

        Assert.All(await reads.Together("p", "p"), Assert.Null);
    }

    [Fact]
    public async Task A_rotation_that_was_just_written_is_never_read_from_a_list()
    {
        using var reads = new Reads(
            request =>
                request.Path == Single ? Task.FromResult(Answers.Rotation("new")) : Listed(
                    request.Path, Answers.RotationId));
        await reads.Shared.Rotations("p", null, None);

        reads.Run.RecordWrite(Answers.RotationId);

        Assert.All(await reads.Together("p", "p"), rotation => Assert.Equal("new", rotation!.Name));
        Assert.Equal([$"{List}p", Single, Single], reads.Asked);
    }

    [Fact]
    public void The_time_of_the_last_write_is_kept_with_or_without_an_id()
    {
        using var reads = new Reads(_ => throw new InvalidOperationException("Nothing is asked for."));
        Assert.Null(reads.Run.LastWrite);
        var before = reads.Time.GetUtcNow();

        reads.Run.RecordWrite(null);
        var first = reads.Run.LastWrite;
        reads.Run.RecordWrite(Answers.RotationId);

        Assert.True(first > before);
        Assert.True(reads.Run.LastWrite > first);
    }

    [Fact]
    public async Task A_refusal_is_not_shared()
    {
        using var reads = new Reads(
            _ => Task.FromResult(Answers.Error(500, "InternalServerError", "Something went wrong")));

        await Assert.ThrowsAsync<ApiException>(() => reads.Shared.Rotations("p", null, None));
        await Assert.ThrowsAsync<ApiException>(() => reads.Shared.Rotations("p", null, None));

        Assert.Equal(2, reads.Asked.Count());
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 4, 1)]
    [InlineData(HttpRequestError.ConnectionError, 6, 2)]
    [InlineData(HttpRequestError.ResponseEnded, 4, 2)]
    public async Task An_unreachable_server_gets_no_request_for_five_seconds_after_the_failure(
        HttpRequestError error, int seconds, int requests)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var reads = new Reads(_ => answer.Task);
        var first = reads.Shared.Rotations("p", null, None);
        reads.Time.Advance(TimeSpan.FromSeconds(29));
        answer.SetException(new HttpRequestException(error));
        await Assert.ThrowsAsync<ApiException>(() => first);

        reads.Time.Advance(TimeSpan.FromSeconds(seconds));
        await Assert.ThrowsAsync<ApiException>(() => reads.Shared.Rotations("p", reads.Time.GetUtcNow(), None));

        Assert.Equal(requests, reads.Asked.Count());
    }

    [Theory]
    [InlineData(403, 2)]
    [InlineData(500, 1)]
    public async Task Connections_of_the_organisation_are_listed_only_where_those_of_the_project_are_forbidden(
        int status, int requests)
    {
        using var reads = new Reads(request => request.Path.Contains("projectId", StringComparison.Ordinal)
            ? Task.FromResult(Answers.Error(status, "PermissionDenied", "You are not allowed to read"))
            : Listed(request.Path));

        var refusal = await Record.ExceptionAsync(
            async () => Assert.Single(await reads.Shared.AvailableConnections("aws", "p", null, None)));

        Assert.Equal(status == 403, refusal is null);
        Assert.Equal(requests, reads.Asked.Count());
    }

    /// <summary>A list response with one item that contains the path of the request.</summary>
    private static Task<HttpResponseMessage> Listed(string path, string? id = null)
    {
        var text = path.Replace("\"", "", StringComparison.Ordinal);
        return Task.FromResult(Answers.Json(200, $$"""
            {"secretRotations":[{{Answers.RotationJson(id: id ?? Id(text))}}],
             "folders":[{"id":"f","name":"{{text}}"}],
             "secrets":[{"secretKey":"{{text}}"}],
             "appConnections":[{"id":"{{text}}","name":"n","app":"a"}]}
            """));
    }

    private static string Id(string text) =>
        new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))
            .ToString();

    private sealed class Reads : IDisposable
    {
        private readonly StubServer _server;
        private readonly InfisicalClient _client;

        public Reads(Func<Arrived, Task<HttpResponseMessage>> answer)
        {
            _server = new StubServer(request => request.IsLogin ? Task.FromResult(Answers.Login()) : answer(request));
            _client = new InfisicalClient(Clients.Options with { TimeProvider = Time, MaxRetries = 0 }, _server);
            Run = new RunState(Time);
            Shared = new SharedReads(_client, Time, Run);
        }

        public QuickTime Time { get; } = new();

        public RunState Run { get; }

        public SharedReads Shared { get; }

        public IEnumerable<string> Asked => _server.Calls.Select(call => call.Path);

        public Task<Rotation?> Rotation(string project) =>
            Shared.Rotation(project, Clients.Type, Answers.RotationId, None);

        /// <summary>
        /// Reads the same rotation for several callers, each of which asks before the first is answered.
        /// </summary>
        public async Task<Rotation?[]> Together(params string[] projects)
        {
            Time.Hold();
            var reading = Task.WhenAll(projects.Select(Rotation));
            Time.Release();
            return await reading;
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }
    }
}
