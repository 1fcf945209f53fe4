using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class DeleteConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_in_use_stays_and_its_rotations_are_named(bool isOfProject)
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var inputs = ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey);
        var stored = await engine.Create(
            isOfProject ? inputs.With("projectId", engine.Server.Seed.Project.Id) : inputs);
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs().With("connectionId", stored.Id));
        engine.NewRun(engine.Configuration().With("projectId", engine.Server.Seed.Project.Id));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains(
            "is used by the rotation \"ci-key\" (aws-iam-user-secret, dev:/services)",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task A_connection_in_use_by_something_unknown_is_reported_as_such()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs().With("connectionId", stored.Id));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("Something that this provider cannot see", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("500")]
    [InlineData("gone")]
    public async Task A_deletion_ends_when_the_connection_is_gone(string answer)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        if (answer == "gone")
        {
            engine.Server.World.AppConnections.Delete(stored.Id);
        }
        else
        {
            engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", answer == "cut"
                ? Fault.CutAfterHandling
                : Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = true });
        }

        await engine.Delete(stored);

        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Theory]
    [InlineData(504, 20)]
    [InlineData(500, 3)]
    public async Task A_deletion_that_may_still_happen_is_polled_for_this_long(int status, int seconds)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", Fault.Page(status));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () =>
        {
            engine.Server.World.AppConnections.Delete(stored.Id);
            return Task.CompletedTask;
        });

        await engine.Delete(stored);

        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_deletion_that_did_not_arrive_is_reported()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("still exists", refusal.Message, StringComparison.Ordinal);
        await engine.Delete(stored);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_not_found_of_a_lagging_replica_does_not_confirm_a_lost_deletion()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("still exists", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Theory]
    [InlineData(50, 21.75)]
    [InlineData(70, 0)]
    public async Task A_lost_deletion_of_a_new_connection_needs_not_found_until_the_last_poll(int age, double waited)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(age));
        engine.NewRun();
        engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.InRange(engine.Time.Waited.TotalSeconds, waited, waited + 1);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task Why_an_absence_cannot_be_proven_is_said_at_once()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On(
            "DELETE", $"{ConnectionHarness.Route}/{stored.Id}", Fault.Error(404, "NotFound", "Could not find App Connection"));
        engine.Server.Faults.On("GET", "/api/", CommonFaults.Forbidden, times: 99);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, engine.Time.Waited);
        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task The_password_of_a_managed_account_is_reported_as_lost()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true));

        await engine.Delete(stored);

        Assert.Contains("reset it at the service", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_organization_does_not_end_a_deletion()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        await using var other = await EmulatorServer.StartAsync(
            new EmulatorOptions { Seed = Seed.Default() with { OrganizationId = "11111111-2222-4333-8444-555555555555" } },
            TestContext.Current.CancellationToken);
        engine.NewRun(engine.Configuration(host: other.Address.ToString()));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("pulumi state delete", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("credentials are those of another server", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task A_connection_that_another_resource_holds_is_only_removed_from_the_state()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        var imported = (await engine.Import(stored.Id, "other"))!;

        await engine.Delete(stored);

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Contains("also belongs to", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        await engine.Delete(imported);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_connection_whose_deletion_failed_still_belongs_to_its_resource()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On(
            "DELETE", ConnectionHarness.Route, Fault.Error(403, "PermissionDenied", "You may not delete"));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));
        var imported = (await engine.Import(stored.Id, "other"))!;

        await engine.Delete(imported);

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Contains("also belongs to", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        await engine.Delete(stored);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    /// <summary>A Diff without inputs is about a resource that the program does not have.</summary>
    [Fact]
    public async Task A_resource_that_is_not_declared_does_not_keep_the_connection()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        await engine.Read(stored);
        engine.Provider.Diff(new DiffCall(
            engine.Token, engine.Urn("seen"), stored.Id, stored.Inputs, stored.Outputs, PropertyMap.Empty, []));

        await engine.Delete(stored);

        Assert.Null(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task A_connection_is_kept_where_only_a_diff_shows_the_other_resource()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();

        engine.Diff(stored with { Name = "other" }, ConnectionHarness.Postgres());
        await engine.Delete(stored);

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Contains("::other.", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The replica still shows the connection that was deleted: it is not the one that a request lost.</summary>
    [Fact]
    public async Task A_deleted_connection_that_a_replica_still_shows_is_not_the_lost_one()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.ReadLag.Reads = 9;
        await engine.Delete(stored);
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.CutBeforeHandling);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres(), "next"));

        Assert.Null(engine.Server.World.AppConnections.Named("orders"));
    }

    [Fact]
    public async Task A_connection_that_could_not_be_deleted_still_belongs_to_its_resource()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On("DELETE", $"{ConnectionHarness.Route}/{stored.Id}", CommonFaults.Forbidden);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        await engine.Delete((await engine.Import(stored.Id, "imported"))!);

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Contains("::r.", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_this_run_gave_up_is_free_although_a_replica_still_shows_it()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.ReadLag.Reads = 9;
        await engine.Delete(stored);

        var next = await engine.Create(ConnectionHarness.Postgres(), "next");

        Assert.NotEqual(stored.Id, next.Id);
        Assert.Equal(next.Id, engine.Server.World.AppConnections.Named("orders")?.Id);
    }
}
