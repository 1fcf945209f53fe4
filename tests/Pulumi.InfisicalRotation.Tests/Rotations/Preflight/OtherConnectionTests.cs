using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A connection that can't be used: what it is, as far as the identity may see it.</summary>
public sealed class OtherConnectionTests
{
    private static readonly ImmutableArray<Grant> Least =
        [new("secret-rotation", "*"), new("app-connections", "connect"), new("secrets", "describeSecret")];

    [Theory]
    [InlineData("connect")]
    [InlineData("read")]
    public async Task A_connection_for_another_app_is_named_with_the_app_that_is_needed(string right)
    {
        var (engine, connection) = await Start(new SeedConnection("postgres", "database"), new("app-connections", right));
        await using var _ = engine;

        var message = await Refused(engine, connection);

        Assert.Contains("is the connection \"database\" for postgres, of the organization", message, StringComparison.Ordinal);
        Assert.Contains("needs a connection for aws", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_another_project_is_named_with_its_project()
    {
        var other = new SeedProject("other");
        var (engine, connection) = await Start(
            new SeedConnection("aws", "aws-theirs") { ProjectId = other.Id }, new("app-connections", "read"), other);
        await using var _ = engine;

        var message = await Refused(engine, connection);

        Assert.Contains($"\"aws-theirs\" for aws, of project {other.Id}, so project", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_the_identity_may_only_read_is_reported_with_the_permission()
    {
        await using var engine = await ProviderHarness.Start();
        var identity = new Identity("reader")
        {
            Grants = [new("secret-rotation", "*"), new("app-connections", "read"), new("app-connections", "connect-app-connections")],
        };
        engine.Server.World.Add(identity);
        engine.NewRun(engine.Configuration(identity));

        var message = await Refused(engine, engine.Server.Seed.Connection);

        Assert.Contains("may not use it. Grant it the permission connect on app-connections", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_the_same_project_is_not_called_one_of_another_project()
    {
        await using var engine = await ProviderHarness.Start();
        var own = new SeedConnection("aws", "mine") { ProjectId = engine.Server.Seed.Project.Id };
        engine.Server.World.Add(own);
        engine.Server.Faults.On(
            "GET", "/api/v1/app-connections/aws/available", Fault.Answer(200, """{"appConnections":[]}"""), times: 9);

        var message = await Refused(engine, own);

        Assert.Contains("may not use it. Grant it the permission connect-app-connections", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect", true)]
    [InlineData("read", false)]
    public async Task An_unknown_connection_is_looked_up_with_as_few_requests_as_the_rights_allow(string right, bool isAppByApp)
    {
        var (engine, _) = await Start(new SeedConnection("postgres", "database"), new("app-connections", right));
        await using var _engine = engine;

        var message = await Refused(engine, new SeedConnection("aws", "never-added"));

        Assert.Contains("is not among the aws connections", message, StringComparison.Ordinal);
        var lists = engine.Server.Requests.All.Count(request => request.Path.EndsWith("/available", StringComparison.Ordinal));
        Assert.Equal(isAppByApp, lists > 5);
    }

    private static async Task<(ProviderHarness Engine, SeedConnection Connection)> Start(
        SeedConnection connection, Grant grant, SeedProject? project = null)
    {
        var engine = await ProviderHarness.Start();
        if (project is not null)
        {
            engine.Server.World.Add(project);
        }

        var identity = new Identity("limited") { Grants = Least.Add(grant) };
        engine.Server.World.Add(identity);
        engine.Server.World.Add(connection);
        engine.NewRun(engine.Configuration(identity));
        return (engine, connection);
    }

    private static async Task<string> Refused(ProviderHarness engine, SeedConnection connection)
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs().With("connectionId", connection.Id)));
        return refusal.Message;
    }
}
