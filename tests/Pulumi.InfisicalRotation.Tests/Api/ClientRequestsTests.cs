using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api;

public sealed class ClientRequestsTests : IDisposable
{
    private readonly StubServer _server = new(request => request.IsLogin ? Answers.Login() : Answers.Rotation());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Arrived Call => Assert.Single(_server.Calls);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_list_requests_one_project_and_all_types()
    {
        using var lists = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.NoRotations());
        using var client = Clients.For(lists);

        await client.ListRotationsAsync("p 1", Cancellation);

        Assert.Equal("/api/v2/secret-rotations?projectId=p%201", Assert.Single(lists.Calls).Path);
    }

    [Fact]
    public async Task A_rotation_is_read_by_type_and_id()
    {
        using var client = Clients.For(_server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(("GET", "/api/v2/secret-rotations/aws-iam-user-secret/" + Answers.RotationId, null), (Call.Method, Call.Path, Call.Body));
    }

    [Fact]
    public async Task A_create_sends_exactly_the_given_values()
    {
        using var client = Clients.For(_server);

        await client.CreateRotationAsync(
            Clients.Type,
            Clients.Body with { IsAutoRotationEnabled = false, RotateAtUtc = new RotateAtUtc(2, 30) },
            Cancellation);

        Assert.Equal(("POST", "/api/v2/secret-rotations/aws-iam-user-secret", "application/json"), (Call.Method, Call.Path, Call.ContentType));
        Assert.Equal(
            """{"name":"app-db","projectId":"p1","connectionId":"c1","environment":"dev","secretPath":"/services","isAutoRotationEnabled":false,"rotationInterval":30,"rotateAtUtc":{"hours":2,"minutes":30},"parameters":{"userName":"ci-bot"},"secretsMapping":{"accessKeyId":"CI_KEY_ID"}}""",
            Call.Json.ToJsonString());
    }

    [Fact]
    public async Task A_patch_sends_false()
    {
        using var client = Clients.For(_server);

        await client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject { ["isAutoRotationEnabled"] = false }, Cancellation);

        Assert.Equal(("PATCH", """{"isAutoRotationEnabled":false}"""), (Call.Method, Call.Body));
    }

    [Fact]
    public async Task A_patch_clears_the_description_with_null()
    {
        using var client = Clients.For(_server);

        await client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject { ["description"] = null }, Cancellation);

        Assert.Equal("""{"description":null}""", Call.Body);
    }

    [Fact]
    public async Task Nulls_inside_parameters_are_kept()
    {
        using var client = Clients.For(_server);

        await client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject { ["parameters"] = new JsonObject { ["region"] = null } }, Cancellation);

        Assert.Equal("""{"parameters":{"region":null}}""", Call.Body);
    }

    [Theory]
    [InlineData(true, false, "deleteSecrets=true&revokeGeneratedCredentials=false")]
    [InlineData(false, true, "deleteSecrets=false&revokeGeneratedCredentials=true")]
    public async Task A_delete_sends_both_flags(bool deleteSecrets, bool revoke, string query)
    {
        using var client = Clients.For(_server);

        Assert.True(await client.DeleteRotationAsync(Clients.Type, Answers.RotationId, deleteSecrets, revoke, Cancellation));

        Assert.Equal(("DELETE", $"/api/v2/secret-rotations/aws-iam-user-secret/{Answers.RotationId}?{query}", ""), (Call.Method, Call.Path, Call.Body));
    }

    [Fact]
    public async Task A_rotate_request_has_no_body_and_no_content_type()
    {
        using var client = Clients.For(_server);

        await client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(
            ("POST", $"/api/v2/secret-rotations/aws-iam-user-secret/{Answers.RotationId}/rotate-secrets", "", null),
            (Call.Method, Call.Path, Call.Body, Call.ContentType));
    }

    [Fact]
    public async Task A_move_sends_its_destination_and_overwrites_nothing()
    {
        using var client = Clients.For(_server);

        await client.MoveRotationAsync(Clients.Type, Answers.RotationId, "prod", "/x", Cancellation);

        Assert.Equal($"/api/v2/secret-rotations/aws-iam-user-secret/{Answers.RotationId}/move", Call.Path);
        Assert.Equal("""{"destinationEnvironment":"prod","destinationSecretPath":"/x","overwriteDestination":false}""", Call.Body);
    }

    [Fact]
    public async Task Every_call_carries_token_agent_and_organisation()
    {
        using var client = new InfisicalClient(Clients.Options with { OrganizationSlug = "team-a", UserAgent = "agent/1" }, _server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(("token-1", "team-a", "agent/1"), (Call.Token, Call.Headers["x-infisical-org"], Call.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    public async Task An_id_that_would_address_another_route_is_refused_before_anything_is_sent(string id)
    {
        using var client = Clients.For(_server);

        Func<Task>[] calls =
        [
            () => client.GetRotationAsync(Clients.Type, id, Cancellation),
            () => client.GetRotationAsync(id, Answers.RotationId, Cancellation),
            () => client.DeleteRotationAsync(Clients.Type, id, true, true, Cancellation),
            () => client.ListRotationsAsync(id, Cancellation),
            () => client.ListAvailableConnectionsAsync("aws", id, Cancellation),
            () => client.ListFoldersAsync(id, "dev", "/", Cancellation),
            () => client.ListSecretNamesAsync(id, "dev", "/", Cancellation),
        ];

        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<ApiException>(call);

            Assert.Equal((ApiFailure.NotSent, false), (failure.Failure, failure.IsOutcomeUnknown));
        }

        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Values_in_a_query_are_escaped() => Assert.Equal(
        "/api/v2/folders?projectId=p%201&environment=dev&path=%2Fa%2Fb%26c",
        SecretRoutes.ListFolders("p 1", "dev", "/a/b&c").Path);

    [Fact]
    public async Task Slashes_in_an_id_are_escaped()
    {
        using var client = Clients.For(_server);

        await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, "a/../b?c", Cancellation));

        Assert.All(
            _server.Calls,
            call => Assert.Equal("/api/v2/secret-rotations/aws-iam-user-secret/a%2F..%2Fb%3Fc", call.Path));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_first_request()
    {
        using var client = Clients.For(_server);
        await Task.Yield();

        Assert.Empty(_server.Requests);
    }
}
