using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api;

public sealed class InfisicalClientTests
{
    private const string Base = "/api/v2/secret-rotations";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rotation_is_created_updated_rotated_moved_and_deleted()
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server);

        var created = await client.CreateRotationAsync(Clients.Type, Body(server), Cancellation);
        var paused = await client.UpdateRotationAsync(Clients.Type, created.Id, new JsonObject { ["isAutoRotationEnabled"] = false, ["description"] = "d" }, Cancellation);
        var cleared = await client.UpdateRotationAsync(Clients.Type, created.Id, new JsonObject { ["description"] = null }, Cancellation);
        var rotated = await client.RotateSecretsAsync(Clients.Type, created.Id, Cancellation);
        var moved = await client.MoveRotationAsync(Clients.Type, created.Id, "prod", "/", Cancellation);

        Assert.Equal((true, "/services", "dev"), (created.IsAutoRotationEnabled, created.FolderPath, created.EnvironmentSlug));
        Assert.Equal((false, null, "d"), (paused.IsAutoRotationEnabled, paused.NextRotationAt, paused.Description));
        Assert.Equal((null, 1), (cleared.Description, rotated.ActiveIndex));
        Assert.Equal(("/", "prod"), (moved.FolderPath, moved.EnvironmentSlug));
        Assert.True(await client.DeleteRotationAsync(Clients.Type, created.Id, deleteSecrets: true, revokeGeneratedCredentials: true, Cancellation));
        Assert.False(await client.DeleteRotationAsync(Clients.Type, created.Id, deleteSecrets: true, revokeGeneratedCredentials: true, Cancellation));
        Assert.Equal((0, 0, 0), (server.World.Rotations.Length, server.World.Secrets.Length, server.World.Keys.Length));
    }

    [Fact]
    public async Task A_rotation_is_found_in_the_list_and_by_its_id()
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server);
        var project = server.Seed.Project.Id;
        var created = await client.CreateRotationAsync(Clients.Type, Body(server), Cancellation);

        var listed = Assert.Single(await client.ListRotationsAsync(project, Cancellation));
        var read = await client.GetRotationAsync(Clients.Type, created.Id, Cancellation);

        Assert.Equal([created.Id, created.Id], [listed.Id, read!.Id]);
        Assert.Null(await client.GetRotationAsync(Clients.Type, Guid.Empty.ToString(), Cancellation));
    }

    [Fact]
    public async Task Connections_folders_and_secrets_are_listed()
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server);
        var project = server.Seed.Project.Id;
        var created = await client.CreateRotationAsync(Clients.Type, Body(server), Cancellation);

        var connections = await client.ListAvailableConnectionsAsync("aws", project, Cancellation);
        var folders = await client.ListFoldersAsync(project, "dev", "/", Cancellation);
        var secrets = await client.ListSecretNamesAsync(project, "dev", "/services", Cancellation);

        Assert.Equal(server.Seed.Connection.Id, Assert.Single(connections).Id);
        Assert.Equal("services", Assert.Single(folders).Name);
        Assert.Equal(
            [new SecretName("CI_KEY_ID", true, created.Id), new SecretName("CI_KEY_SECRET", true, created.Id)],
            secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ValidationForm.Earlier)]
    [InlineData(ValidationForm.Newest)]
    public async Task Both_forms_of_a_422_name_the_field(ValidationForm form)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { ValidationForm = form }, Cancellation);
        using var client = Client(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() =>
            client.CreateRotationAsync(Clients.Type, Body(server) with { RotationInterval = 0, Parameters = [] }, Cancellation));

        Assert.Equal((422, "ValidationFailure", false), (failure.Status, failure.ErrorName, failure.IsOutcomeUnknown));
        Assert.Contains("rotationInterval: ", failure.ServerText, StringComparison.Ordinal);
        Assert.Contains("userName", failure.ServerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_route_is_distinguished_from_a_missing_object()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { HasMove = false, PlainUnknownRoutes = true }, Cancellation);
        using var client = Client(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.MoveRotationAsync(Clients.Type, Guid.Empty.ToString(), "dev", "/", Cancellation));

        Assert.Equal((true, false), (failure.IsMissingRoute, failure.IsNotFound));
    }

    public static TheoryData<string> LostAnswers => ["cut", "cut off", "garbage", "page"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_create_whose_answer_is_lost_was_sent_once_and_created_one_key(string how)
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server);
        await client.ListRotationsAsync(server.Seed.Project.Id, Cancellation);
        server.Faults.On("POST", Base, how switch
        {
            "cut" => Fault.CutAfterHandling,
            "cut off" => Fault.CutOffBody,
            "garbage" => Fault.Garbage,
            _ => Fault.HtmlPage,
        });

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Body(server), Cancellation));

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Equal((1, 1, 1), (server.Requests.To("POST", Base).Length, server.World.Rotations.Length, server.World.Keys.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_is_revoked_during_requests_costs_one_login(bool isPlain)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { PlainRevokedTokens = isPlain }, Cancellation);
        using var client = Client(server);
        await client.ListRotationsAsync(server.Seed.Project.Id, Cancellation);
        server.RevokeTokens();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.ListRotationsAsync(server.Seed.Project.Id, Cancellation)));

        Assert.Equal(2, server.Requests.To("POST", "/api/v1/auth").Length);
    }

    [Fact]
    public async Task A_wrong_secret_is_tried_once_for_all_callers()
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server, new Credentials.Universal(server.Seed.Identity.ClientId, "wr0ng-secret"));

        for (var call = 0; call < 4; call++)
        {
            var failures = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
                Assert.ThrowsAsync<ApiException>(() => client.ListRotationsAsync(server.Seed.Project.Id, Cancellation))));
            Assert.All(failures, failure => Assert.Equal("Invalid credentials", failure.ServerText));
        }

        Assert.Single(server.Requests.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_writes_keep_within_the_limits(bool isPerRoute)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { RateLimits = new RateLimits(30, 20, 30) { PerRoute = isPerRoute } }, Cancellation);
        using var client = Client(server, time: new ImmediateTime(server.Clock.Advance));
        var created = await client.CreateRotationAsync(Clients.Type, Body(server), Cancellation);

        var updates = await Task.WhenAll(Enumerable.Range(1, 100).Select(days =>
            client.UpdateRotationAsync(Clients.Type, created.Id, new JsonObject { ["rotationInterval"] = days }, Cancellation)));

        Assert.Equal(100, updates.Select(update => update.RotationInterval).Distinct().Count());
        Assert.Equal(100, server.Requests.To("PATCH", Base).Length);
    }

    [Fact]
    public async Task The_clock_follows_the_servers()
    {
        await using var server = await EmulatorServer.StartAsync(null, Cancellation);
        using var client = Client(server);
        server.Clock.Set(new DateTimeOffset(2031, 5, 1, 8, 0, 0, TimeSpan.Zero));

        await client.ListRotationsAsync(server.Seed.Project.Id, Cancellation);

        Assert.Equal(new DateTimeOffset(2031, 5, 1, 8, 0, 0, TimeSpan.Zero), client.Now);
    }

    private static InfisicalClient Client(EmulatorServer server, Credentials? credentials = null, TimeProvider? time = null) => new(new InfisicalOptions
    {
        Host = server.Address,
        Credentials = credentials ?? new Credentials.Universal(server.Seed.Identity.ClientId, server.Seed.Identity.ClientSecret),
        RequestTimeout = Timeout.InfiniteTimeSpan,
        TimeProvider = time ?? new ImmediateTime(),
    });

    private static NewRotation Body(EmulatorServer server) => Clients.Body with
    {
        ProjectId = server.Seed.Project.Id,
        ConnectionId = server.Seed.Connection.Id,
        Parameters = new JsonObject { ["userName"] = "ci-bot" },
        SecretsMapping = new JsonObject { ["accessKeyId"] = "CI_KEY_ID", ["secretAccessKey"] = "CI_KEY_SECRET" },
    };
}
