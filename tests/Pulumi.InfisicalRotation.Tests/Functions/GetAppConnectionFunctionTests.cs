using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetAppConnectionFunctionTests
{
    private static readonly Identity User =
        new("user") { Grants = [new Grant("app-connections", "connect"), new Grant("secret-rotation", "read")] };

    [Fact]
    public async Task A_connection_is_found_by_its_id()
    {
        await using var engine = await ProviderHarness.Start();
        var connection = engine.Server.Seed.Connection;

        var results = await engine.Results("getAppConnection", PropertyMap.Empty.With("connectionId", connection.Id));

        Assert.Equal(connection.Id, results.TextOf("connectionId"));
        Assert.Equal("aws-main", results.TextOf("name"));
        Assert.Equal("aws", results.TextOf("app"));
        Assert.NotNull(results.TextOf("method"));
        Assert.NotNull(results.TextOf("createdAt"));
        Assert.Null(results.Get("projectId"));
        Assert.Null(results.Get("credentials"));
    }

    [Fact]
    public async Task An_identity_that_may_only_use_connections_finds_one_by_app_and_name()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { Seed = WithUser() });
        engine.NewRun(engine.Configuration(User));

        var results = await engine.Results(
            "getAppConnection", PropertyMap.Empty.With("app", "aws").With("name", "aws-main"));

        Assert.Equal(engine.Server.Seed.Connection.Id, results.TextOf("connectionId"));
        Assert.Null(results.Get("method"));
    }

    [Fact]
    public async Task An_identity_that_may_only_use_connections_is_refused_without_the_app()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { Seed = WithUser() });
        engine.NewRun(engine.Configuration(User));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Invoke(
            "getAppConnection", PropertyMap.Empty.With("connectionId", engine.Server.Seed.Connection.Id)));

        Assert.Equal(RefusalKind.PermissionDenied, refusal.Kind);
        Assert.Contains("app-connections", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_of_the_organization_has_precedence_over_those_of_its_projects()
    {
        await using var engine = await ProviderHarness.Start();
        var project = engine.Server.Seed.Project.Id;
        engine.Server.World.Add(
            new SeedConnection("aws", "aws-main") { ProjectId = project, Id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301" });
        var arguments = PropertyMap.Empty.With("app", "aws").With("name", "aws-main");

        var ofOrganization = await engine.Results("getAppConnection", arguments);
        var ofProject = await engine.Results("getAppConnection", arguments.With("projectId", project));

        Assert.Equal(engine.Server.Seed.Connection.Id, ofOrganization.TextOf("connectionId"));
        Assert.Equal("3f2504e0-4f89-41d3-9a0c-0305e82c3301", ofProject.TextOf("connectionId"));
        Assert.Equal(project, ofProject.TextOf("projectId"));
    }

    [Fact]
    public async Task Several_connections_of_projects_are_an_error_that_names_them()
    {
        await using var engine = await ProviderHarness.Start();
        foreach (var number in new[] { "1", "2" })
        {
            var project = new SeedProject("project-" + number);
            engine.Server.World.Add(project);
            engine.Server.World.Add(new SeedConnection("aws", "shared")
            {
                ProjectId = project.Id,
                Id = $"3f2504e0-4f89-41d3-9a0c-0305e82c330{number}",
            });
        }

        var answer = await engine.Invoke(
            "getAppConnection", PropertyMap.Empty.With("app", "aws").With("name", "shared"));

        var error = Assert.Single(answer.Errors);
        Assert.Equal("name", error.Path);
        Assert.Contains("3f2504e0-4f89-41d3-9a0c-0305e82c3301", error.Reason, StringComparison.Ordinal);
        Assert.Contains("3f2504e0-4f89-41d3-9a0c-0305e82c3302", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connectionId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("name", "missing")]
    public async Task A_connection_that_does_not_exist_is_an_error_at_its_key(string key, string value)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = await engine.Invoke(
            "getAppConnection", PropertyMap.Empty.With("app", "aws").With(key, value));

        Assert.Equal(key, Assert.Single(answer.Errors).Path);
    }

    [Theory]
    [InlineData("", "connectionId is required, or name instead")]
    [InlineData("app", "connectionId is required, or name instead")]
    [InlineData("name", "app is required with name")]
    [InlineData("connectionId,name", "connectionId cannot be combined with name")]
    public async Task A_call_without_exactly_one_key_is_an_error(string given, string expected)
    {
        await using var engine = await ProviderHarness.Start();
        var values = PropertyMap.Empty
            .With("app", "aws").With("name", "x").With("connectionId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");

        var errors = await engine.Refused("getAppConnection", PropertyMap.From(
            values.Where(pair => given.Split(',').Contains(pair.Key))));

        Assert.StartsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    private static Seed WithUser() => Seed.Default() with { Identities = [.. Seed.Default().Identities, User] };
}
