using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class CreateConnectionTests
{
    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_the_way_out()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(new SeedConnection("postgres", "orders"));
        var existing = engine.Server.World.AppConnections.Named("orders")!.Id;

        var preview = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(ConnectionHarness.Postgres()));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        var way = $"pulumi import infisical-rotation:index:PostgresConnection NAME {existing}";
        Assert.Contains(way, preview.Message, StringComparison.Ordinal);
        Assert.Contains(way, update.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Server.Requests.All, one => one.Method == "POST" && IsConnection(one.Path));
    }

    [Fact]
    public async Task A_connection_that_the_engine_cannot_save_is_deleted_again()
    {
        await using var engine = await ConnectionHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres());
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.EndsWith("so it was deleted again.", refusal.Message, StringComparison.Ordinal);
        Assert.Null(engine.Server.World.AppConnections.Named("orders"));
    }

    [Fact]
    public async Task A_managed_connection_that_the_engine_cannot_save_stays()
    {
        await using var engine = await ConnectionHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true));
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        var made = engine.Server.World.AppConnections.Named("orders")!;
        Assert.Contains(made.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("the app connection \"orders\" could be saved", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("import it.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_can_neither_be_saved_nor_deleted_is_reported_with_its_id()
    {
        await using var engine = await ConnectionHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        engine.Server.Faults.On(
            "DELETE", ConnectionHarness.Route, Fault.Error(403, "PermissionDenied", "You may not delete"), times: 50);
        var creating = engine.Create(ConnectionHarness.Postgres());
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        var made = engine.Server.World.AppConnections.Named("orders")!;
        Assert.Contains($"It exists with id {made.Id}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("You may not delete", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_another_app_is_taken_too()
    {
        await using var engine = await ConnectionHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(ConnectionHarness.Postgres("aws-main")));

        Assert.Contains("already exists in the organization (aws", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pulumi import", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_in_a_project_is_reported_with_the_project()
    {
        await using var engine = await ConnectionHarness.Start();
        var inputs = ConnectionHarness.Postgres().With("projectId", engine.Server.Seed.Project.Id);
        await engine.Create(inputs);
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs, "other"));

        Assert.Contains(
            $"already exists in project {engine.Server.Seed.Project.Id}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_a_project_is_free_in_the_organization()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(new SeedConnection("postgres", "orders") { ProjectId = engine.Server.Seed.Project.Id });

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.Null(engine.Server.World.AppConnections.Find(stored.Id)!.ProjectId);
        Assert.Equal(3, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_lost_create_in_a_project_that_the_server_does_not_show_is_found()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Options.LeftOutOfConnections.Add("projectId");
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.CutAfterHandling);

        var stored = await engine.Create(
            ConnectionHarness.Postgres().With("projectId", engine.Server.Seed.Project.Id));

        Assert.Equal("orders", engine.Server.World.AppConnections.Find(stored.Id)?.Name);
        Assert.Single(engine.Server.Requests.To("POST", ConnectionHarness.Route));
    }

    [Fact]
    public async Task A_name_that_the_server_reports_as_taken_is_looked_up_for_some_seconds()
    {
        await using var engine = await ConnectionHarness.Start();
        await engine.Create(ConnectionHarness.Postgres("first"), "first");
        engine.Server.World.Add(new SeedConnection("aws", "orders"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains("exist", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        Assert.Single(engine.Server.World.AppConnections.All, connection => connection.Name == "orders");
    }

    [Fact]
    public async Task What_a_server_ignores_is_a_warning()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Options.LeftOutOfConnections.Add("gatewayId");
        engine.Server.Options.LeftOutOfConnections.Add("projectId");

        await engine.Create(ConnectionHarness.Postgres()
            .With("projectId", engine.Server.Seed.Project.Id)
            .With("gatewayId", "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44"));

        Assert.Contains("ignored projectId, gatewayId", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_manages_no_credentials_is_a_warning_only_if_it_was_to_do_so(bool isManaged)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Options.LeftOutOfConnections.Add("isPlatformManagedCredentials");

        await engine.Create(ConnectionHarness.Postgres().With("isPlatformManagedCredentials", isManaged));

        Assert.Equal(isManaged ? 1 : 0, engine.Warnings.Count());
        Assert.All(engine.Warnings, text => Assert.Contains(
            "ignored isPlatformManagedCredentials", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_its_holder_gave_up_a_moment_ago_is_free()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(new SeedConnection("postgres", "orders"));
        var holder = engine.Server.World.AppConnections.Named("orders")!.Id;
        await engine.PreviewCreate(ConnectionHarness.Postgres("first"), "first");
        engine.Server.World.AppConnections.Rename(holder, "renamed");

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.NotEqual(holder, stored.Id);
        Assert.Equal(stored.Id, engine.Server.World.AppConnections.Named("orders")?.Id);
        Assert.Equal("renamed", engine.Server.World.AppConnections.Find(holder)?.Name);
    }

    [Fact]
    public async Task An_identity_that_sees_names_only_can_create()
    {
        var identity = new Identity("connector")
        {
            Grants = [new("app-connections", "create"), new("app-connections", "connect")],
        };
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(identity);
        engine.NewRun(engine.Configuration(identity));

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
    }

    [Fact]
    public async Task A_preview_creates_nothing_and_knows_the_inputs()
    {
        await using var engine = await ConnectionHarness.Start();

        var preview = await engine.PreviewCreate(
            ConnectionHarness.Postgres().WithCredential("password", PropertyValue.Unknown.Instance));

        Assert.Equal(1, engine.Server.World.Connections);
        Assert.Equal(new PropertyValue.Text("postgres"), preview.Outputs["app"]);
        Assert.Contains(engine.Log, line => line.Contains("tries the credentials", StringComparison.Ordinal));
        Assert.Null(preview.Outputs.Get("connectionId"));
    }

    [Fact]
    public async Task A_preview_works_without_a_server()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:9"));

        await engine.PreviewCreate(ConnectionHarness.Postgres());

        Assert.Contains("could not be checked", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_earlier_servers_are_sent_too()
    {
        await using var engine = await ConnectionHarness.Start("supabase");

        await engine.Create(ConnectionFacts.Inputs("supabase", "access-token"));

        var body = engine.Server.Requests.All.Last(one => one.Method == "POST" && IsConnection(one.Path)).Body;
        Assert.Contains("\"apiKey\":", body, StringComparison.Ordinal);
        Assert.Contains("\"accessKey\":", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preview_shows_a_given_value_and_else_the_default(bool isGiven)
    {
        await using var engine = await ConnectionHarness.Start();
        var inputs = ConnectionHarness.Postgres();

        var preview = await engine.PreviewCreate(isGiven ? inputs.With("isPlatformManagedCredentials", true) : inputs);

        Assert.Equal(new PropertyValue.Bool(isGiven), preview.Outputs["isPlatformManagedCredentials"]);
    }

    private static bool IsConnection(string path) =>
        path.StartsWith("/api/v1/app-connections/", StringComparison.Ordinal);
}
