using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api;

public sealed class ClientResponsesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_known_key_of_a_rotation_is_read()
    {
        using var client = Clients.Answering(() => Answers.Rotation());

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.NotNull(rotation);
        Assert.Equal(
            (Answers.RotationId, "app-db", null, Clients.Type),
            (rotation.Id, rotation.Name, rotation.Description, rotation.Type));
        Assert.Equal("""{"userName":"ci-bot","region":"eu-west-1"}""", rotation.Parameters!.ToJsonString());
        Assert.Equal(
            """{"accessKeyId":"CI_KEY_ID","secretAccessKey":"CI_KEY_SECRET"}""",
            rotation.SecretsMapping!.ToJsonString());
        Assert.Equal(
            (true, 30, new RotateAtUtc(2, 30), 1),
            (rotation.IsAutoRotationEnabled, rotation.RotationInterval, rotation.RotateAtUtc, rotation.ActiveIndex));
        Assert.Equal(
            ("success", null, true),
            (rotation.RotationStatus, rotation.LastRotationMessage, rotation.IsLastRotationManual));
        Assert.Equal(("f1", "/services"), (rotation.FolderId, rotation.FolderPath));
        Assert.Equal(
            ("e1", "dev", "p1"), (rotation.EnvironmentId, rotation.EnvironmentSlug, rotation.ProjectId));
        Assert.Equal(("c1", "aws-main"), (rotation.ConnectionId, rotation.ConnectionName));
    }

    [Fact]
    public async Task Times_are_parsed_and_kept_in_the_form_of_the_server()
    {
        using var client = Clients.Answering(() => Answers.Rotation());

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.NotNull(rotation);
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 2, 30, 0, TimeSpan.Zero), rotation.NextRotationAt);
        Assert.Equal("2026-09-01T02:30:00.000Z", rotation.NextRotationAtText);
        Assert.Equal("2026-08-01T10:15:00.000Z", rotation.LastRotationAttemptedAtText);
        Assert.Equal("2026-08-01T10:14:00.000Z", rotation.LastRotatedAtText);
        Assert.Equal("2026-08-01T10:13:00.000Z", rotation.CreatedAtText);
        Assert.Equal("2026-08-01T10:16:00.000Z", rotation.UpdatedAtText);
        Assert.Equal(TimeSpan.FromMinutes(3), rotation.UpdatedAt - rotation.CreatedAt);
        Assert.Equal(TimeSpan.FromMinutes(1), rotation.LastRotationAttemptedAt - rotation.LastRotatedAt);
    }

    [Fact]
    public async Task A_missing_value_is_unknown_and_neither_false_nor_zero()
    {
        using var client = Clients.Answering(
            () => Answers.Json(200, """{"secretRotation":{"id":"c0ffee00-0000-4000-8000-000000000001","name":"n","type":"t"}}"""));

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(
            (null, null, null, null, null),
            (rotation!.IsAutoRotationEnabled, rotation.NextRotationAt, rotation.FolderPath, rotation.ConnectionId, rotation.RotationStatus));
        Assert.Equal(
            (null, null, null, null),
            (rotation.Parameters, rotation.RotateAtUtc, rotation.ActiveIndex, rotation.IsLastRotationManual));
        Assert.False(rotation.IsDescriptionShown);
    }

    [Fact]
    public async Task Unknown_keys_are_ignored()
    {
        using var client = Clients.Answering(() => Answers.Json(
            200, """{"extra":1,"secretRotation":{"id":"c0ffee00-0000-4000-8000-000000000001","name":"n","type":"t","isGatewayUsed":true,"nested":{"a":[1]},"folder":{"path":"/","x":0}}}"""));

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal("/", rotation!.FolderPath);
    }

    [Theory]
    [InlineData("""{"hours":2.5,"minutes":0}""", "30")]
    [InlineData("""{"hours":2,"minutes":0}""", "\"30\"")]
    [InlineData("""{"hours":2,"minutes":0}""", "30.5")]
    public async Task Unusual_numbers_of_a_server_are_read(string time, string interval)
    {
        using var client = Clients.Answering(() => Answers.Json(
            200, $$$"""{"secretRotation":{"id":"c0ffee00-0000-4000-8000-000000000001","rotateAtUtc":{{{time}}},"rotationInterval":{{{interval}}},"createdAt":"yesterday"}}"""));

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.InRange(rotation!.RotationInterval, 30, 30.5);
        Assert.Equal((null, "yesterday"), (rotation.CreatedAt, rotation.CreatedAtText));
    }

    [Fact]
    public async Task A_list_is_sorted_by_name_and_then_id()
    {
        using var client = Clients.Answering(() => Answers.Json(
            200, $$"""{"secretRotations":[{{Answers.RotationJson("b", Id(2))}},{{Answers.RotationJson("a", Id(3))}},{{Answers.RotationJson("b", Id(1))}}]}"""));

        var rotations = await client.ListRotationsAsync("p1", Cancellation);

        Assert.Equal(
            [$"a/{Id(3)}", $"b/{Id(1)}", $"b/{Id(2)}"], rotations.Select(rotation => $"{rotation.Name}/{rotation.Id}"));
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_JSON_is_skipped()
    {
        using var client = Clients.Answering(() => Answers.Json(200, "\uFEFF" + """{"secretRotations":[]}"""));

        Assert.Empty(await client.ListRotationsAsync("p1", Cancellation));
    }

    [Fact]
    public async Task Available_connections_are_those_of_one_app()
    {
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Answers.Json(200, """{"appConnections":[{"app":"aws","name":"main","id":"c1","orgId":"o1"},{"app":"aws","name":"own","id":"c2","projectId":"p1","orgId":"o1"}]}"""));
        using var client = Clients.For(server);

        var connections = await client.ListAvailableConnectionsAsync("aws", "p1", Cancellation);

        Assert.Equal([new("c1", "main", "aws"), new("c2", "own", "aws", "p1")], connections);
        Assert.Equal("/api/v1/app-connections/aws/available?projectId=p1", Assert.Single(server.Calls).Path);
    }

    [Fact]
    public async Task Folders_are_the_children_of_a_path()
    {
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Answers.Json(200, """{"folders":[{"id":"f1","name":"b","path":"/a/b","createdAt":"x"}]}"""));
        using var client = Clients.For(server);

        var folders = await client.ListFoldersAsync("p1", "dev", "/a", Cancellation);

        Assert.Equal([new Folder("f1", "b", "/a/b")], folders);
        Assert.Equal("/api/v2/folders?projectId=p1&environment=dev&path=%2Fa", Assert.Single(server.Calls).Path);
    }

    [Theory]
    [InlineData(200, """{"secret":{"secretKey":"A B","secretValue":"<hidden-by-infisical>","isRotatedSecret":true,"rotationId":"r1"}}""", "r1")]
    [InlineData(404, """{"statusCode":404,"error":"NotFound","message":"Secret with name 'A B' not found"}""", null)]
    [InlineData(404, """{"statusCode":404,"error":"NotFound","message":"Folder with path '/a' in environment with slug 'dev' not found"}""", "")]
    [InlineData(403, """{"statusCode":403,"error":"PermissionDenied","message":"No"}""", "")]
    [InlineData(200, """{"secret":{}}""", "")]
    public async Task A_secret_is_missing_only_if_the_server_says_so_of_the_secret_itself(int status, string body, string? owner)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Json(status, body));
        using var client = Clients.For(server);
        SecretName? found = null;

        var fault = await Record.ExceptionAsync(
            async () => found = await client.FindSecretNameAsync("p1", "dev", "/a", "A B", Cancellation));

        Assert.Equal(owner is { Length: 0 }, fault is ApiException);
        Assert.Equal(string.IsNullOrEmpty(owner) ? null : new SecretName("A B", true, owner), found);
        Assert.StartsWith(
            "/api/v4/secrets/A%20B?projectId=p1&environment=dev&secretPath=%2Fa&type=shared&viewSecretValue=false",
            server.Calls.First().Path,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_requested_without_their_values()
    {
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Answers.Json(200, """{"secrets":[{"id":"s1","secretKey":"A","secretValue":"<hidden-by-infisical>","isRotatedSecret":true,"rotationId":"r1"},{"secretKey":"B"}],"imports":[]}"""));
        using var client = Clients.For(server);

        var names = await client.ListSecretNamesAsync("p1", "dev", "/a", Cancellation);

        Assert.Equal([new SecretName("A", true, "r1"), new SecretName("B", null, null)], names);
        Assert.StartsWith(
            "/api/v4/secrets?projectId=p1&environment=dev&secretPath=%2Fa&viewSecretValue=false",
            Assert.Single(server.Calls).Path,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_follows_the_server_after_its_first_answer()
    {
        var time = new ImmediateTime();
        using var server = new StubServer(
            request => (request.IsLogin ? Answers.Login() : Answers.NoRotations())
                .With("Date", "Tue, 01 Sep 2026 00:00:00 GMT"));
        using var client = Clients.For(server, time);
        var before = client.Now;

        await client.ListRotationsAsync("p1", Cancellation);

        Assert.Equal((time.GetUtcNow(), new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)), (before, client.Now));
    }

    [Fact]
    public async Task Of_two_members_with_one_name_the_last_counts()
    {
        var json = Answers.RotationJson().Replace("\"userName\"", "\"userName\":\"first\",\"userName\"", StringComparison.Ordinal);
        using var client = Clients.Answering(() => Answers.Json(200, $$"""{"secretRotation":{{json}}}"""));

        var rotation = await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Contains("\"first\"", json, StringComparison.Ordinal);
        Assert.Equal("ci-bot", rotation!.Parameters!["userName"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_last_second_of_the_calendar_is_a_time_like_any_other()
    {
        var time = new ImmediateTime();
        using var client = Clients.For(
            new StubServer(request => request.IsLogin
                ? Answers.Login()
                : Answers.Rotation().With("Date", "Fri, 31 Dec 9999 23:59:59 GMT")),
            time);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), time, Cancellation);

        Assert.Equal(DateTimeOffset.MaxValue, client.Now);
    }

    private static string Id(int number) => $"c0ffee00-0000-4000-8000-00000000000{number}";
}
