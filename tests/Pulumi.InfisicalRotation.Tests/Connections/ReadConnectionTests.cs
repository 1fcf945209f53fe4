using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class ReadConnectionTests
{
    [Fact]
    public async Task Credentials_that_were_changed_elsewhere_are_written_again()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.World.AppConnections.WriteCredentials(stored.Id, new() { ["password"] = "by-somebody-else" });
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Contains("were changed outside of Pulumi", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        var change = Assert.Single(engine.Diff(read, ConnectionHarness.Postgres()));
        Assert.Equal("credentials.password", change.Path);
        var updated = await engine.Update(read, ConnectionHarness.Postgres());
        Assert.Equal("canary-pa55word", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);
        engine.NewRun();
        engine.Log.Clear();
        Assert.Empty(engine.Diff((await engine.Read(updated))!, ConnectionHarness.Postgres()));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_refresh_that_is_saved_still_shows_the_difference()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.World.AppConnections.WriteCredentials(stored.Id);
        engine.NewRun();
        var refreshed = (await engine.Read(stored))!;
        engine.NewRun();

        var read = (await engine.Read(refreshed))!;

        Assert.Equal(2, engine.Warnings.Count());
        Assert.Single(engine.Diff(read, ConnectionHarness.Postgres()));
    }

    [Fact]
    public async Task Other_changes_elsewhere_are_put_back_too()
    {
        await using var engine = await ConnectionHarness.Start();
        var inputs = ConnectionHarness.Postgres().With("description", "Orders.");
        var stored = await engine.Create(inputs);
        engine.Server.World.AppConnections.Describe(stored.Id, null);
        engine.Server.World.AppConnections.Rename(stored.Id, "renamed");
        engine.Server.World.AppConnections.Route(stored.Id, "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44");
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal(
            ["description", "gatewayId", "name"], engine.Diff(read, inputs).Select(change => change.Path).Order());
        await engine.Update(read, inputs);
        var now = engine.Server.World.AppConnections.Find(stored.Id)!;
        Assert.Equal(("Orders.", "orders", null), (now.Description, now.Name, now.GatewayId));
    }

    [Theory]
    [InlineData("managed")]
    [InlineData("not shown")]
    public async Task Credentials_that_infisical_changes_are_left_alone(string cause)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        if (cause == "managed")
        {
            engine.Server.World.AppConnections.TakeOver(stored.Id);
        }
        else
        {
            engine.Server.World.AppConnections.WriteCredentials(stored.Id);
            engine.Server.Options.LeftOutOfConnections.Add("credentialsHash");
        }

        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.DoesNotContain(
            engine.Diff(read, ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true)),
            change => change.Path.StartsWith("credentials", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_that_a_rotation_of_the_account_may_have_changed_is_left_alone()
    {
        await using var engine = await ConnectionHarness.Start("ldap");
        var inputs = ConnectionFacts.Inputs("ldap", "simple-bind");
        var stored = await engine.Create(inputs);
        engine.Server.World.AppConnections.WriteCredentials(stored.Id);
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Contains("perhaps by a rotation", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Diff(read, inputs));
    }

    [Fact]
    public async Task A_password_of_a_project_without_such_a_rotation_is_put_back()
    {
        await using var engine = await ConnectionHarness.Start("ldap");
        var inputs = ConnectionFacts.Inputs("ldap", "simple-bind").With("projectId", engine.Server.Seed.Project.Id);
        var stored = await engine.Create(inputs);
        engine.Server.World.AppConnections.WriteCredentials(stored.Id);
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal("credentials.password", Assert.Single(engine.Diff(read, inputs)).Path);
    }

    [Fact]
    public async Task A_deleted_connection_is_gone()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.World.AppConnections.Delete(stored.Id);
        engine.NewRun();
        engine.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await engine.Read(stored));

        Assert.Contains("no longer exists", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "PermissionDenied")]
    [InlineData(500, "InternalServerError")]
    [InlineData(404, "Not Found")]
    public async Task A_connection_that_cannot_be_read_keeps_its_state(int status, string error)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        foreach (var _ in Enumerable.Range(0, 9))
        {
            engine.Server.Faults.On(
                "GET", $"{ConnectionHarness.Route}/{stored.Id}", Fault.Error(status, error, "Route GET not found"));
        }

        var read = (await engine.Read(stored))!;

        Assert.Equal(stored.Outputs, read.Outputs);
        Assert.Contains("Using the stored state", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_organization_proves_nothing()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        await using var other = await EmulatorServer.StartAsync(
            new EmulatorOptions { Seed = Seed.Default() with { OrganizationId = "11111111-2222-4333-8444-555555555555" } },
            TestContext.Current.CancellationToken);
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));
        engine.Time.Advance(TimeSpan.FromMinutes(5));

        var read = (await engine.Read(stored))!;

        Assert.Equal(stored.Outputs, read.Outputs);
        Assert.Contains("nothing of the same organization", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_organization_proves_nothing_without_another_resource(bool hasOther)
    {
        await using var engine = await ConnectionHarness.Start(
            options: new EmulatorOptions { Seed = Seed.Default() with { Connections = [] } });
        var stored = await engine.Create(ConnectionHarness.Postgres());
        var other = hasOther
            ? await engine.Create(
                ConnectionHarness.Postgres("other").With("projectId", engine.Server.Seed.Project.Id), "other")
            : null;
        engine.Server.World.AppConnections.Delete(stored.Id);
        engine.NewRun();
        engine.Time.Advance(TimeSpan.FromMinutes(5));
        if (other is not null)
        {
            await engine.Read(other);
        }

        Assert.Equal(hasOther, await engine.Read(stored) is null);
    }

    [Fact]
    public async Task A_list_that_is_refused_is_asked_for_once()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = new List<Stored>();
        foreach (var number in Enumerable.Range(1, 5))
        {
            stored.Add(await engine.Create(ConnectionHarness.Postgres($"orders-{number}"), $"r{number}"));
        }

        engine.NewRun();
        var before = engine.Server.Requests.All.Length;
        engine.Server.Faults.On(
            "GET", "/api/v1/app-connections", Fault.Error(403, "PermissionDenied", "You are not allowed"));

        var read = await engine.ReadTogether(stored);
        var again = await engine.ReadTogether(stored);

        Assert.All(read.Concat(again), Assert.NotNull);
        Assert.Empty(engine.Warnings);
        Assert.Single(engine.RequestsSince(before), line => line == "GET /api/v1/app-connections");
    }

    [Fact]
    public async Task A_null_in_place_of_a_secret_is_no_difference()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{ConnectionHarness.Route}/{stored.Id}", Fault.Rewritten(
            body => body.Replace("\"username\":", "\"password\":null,\"username\":", StringComparison.Ordinal)));

        var read = (await engine.Read(stored))!;

        Assert.Empty(engine.Diff(read, ConnectionHarness.Postgres()));
    }

    [Fact]
    public async Task Credentials_without_a_secret_in_the_program_cannot_be_put_back()
    {
        await using var engine = await ConnectionHarness.Start("redis");
        var inputs = ConnectionFacts.Inputs("redis", "username-and-password").WithoutCredential("password");
        var stored = await engine.Create(inputs);
        engine.Server.World.AppConnections.WriteCredentials(stored.Id, new() { ["password"] = "by-somebody-else" });
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Contains("The state has no secret of them", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Diff(read, inputs));
    }

    [Fact]
    public async Task Many_connections_are_read_with_one_request()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = new List<Stored>();
        foreach (var number in Enumerable.Range(1, 20))
        {
            stored.Add(await engine.Create(ConnectionHarness.Postgres($"orders-{number}"), $"r{number}"));
        }

        engine.NewRun();
        var before = engine.Server.Requests.All.Length;

        var read = await engine.ReadTogether(stored);

        Assert.All(read.Zip(stored), pair => Assert.Equal(pair.Second.Outputs, pair.First!.Outputs));
        Assert.Equal(["GET /api/v1/app-connections"], engine.RequestsSince(before));
    }

    [Fact]
    public async Task What_an_old_server_leaves_out_is_no_difference()
    {
        await using var engine = await ConnectionHarness.Start();
        var inputs = ConnectionHarness.Postgres().With("description", "Orders.");
        var stored = await engine.Create(inputs);
        string[] newer =
        [
            "description", "credentials", "gatewayId", "gatewayPoolId", "credentialsHash",
            "isPlatformManagedCredentials", "projectId", "orgId", "method",
        ];
        engine.Server.Options.LeftOutOfConnections.UnionWith(newer);
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal(stored.Outputs, read.Outputs);
        Assert.Empty(engine.Diff(read, inputs));
    }

    [Fact]
    public async Task An_empty_text_of_the_server_does_not_replace_what_is_known()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{ConnectionHarness.Route}/{stored.Id}", Fault.Rewritten(body => body.Replace(
            $"\"orgId\":\"{stored.Text("organizationId")}\"", "\"orgId\":\"\"", StringComparison.Ordinal)));

        var read = await engine.Read(stored);

        Assert.Equal(stored.Outputs, read?.Outputs);
    }
}
