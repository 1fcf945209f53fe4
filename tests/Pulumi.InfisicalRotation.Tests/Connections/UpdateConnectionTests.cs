using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class UpdateConnectionTests
{
    private const string Gateway = "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44";
    private const string Pool = "3f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d55";

    [Fact]
    public async Task Only_what_changed_is_sent()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres().With("description", "Orders."));

        var updated = await engine.Update(stored, ConnectionHarness.Postgres("renamed"));

        var patch = engine.Server.Requests.All.Single(request => request.Method == "PATCH");
        Assert.Equal("""{"name":"renamed","description":null}""", patch.Body);
        var now = engine.Server.World.AppConnections.Find(stored.Id)!;
        Assert.Equal(("renamed", null), (now.Name, now.Description));
        Assert.Equal(stored.Text("credentialsHash"), updated.Text("credentialsHash"));
    }

    [Fact]
    public async Task A_gateway_is_exchanged_for_a_pool_and_back_for_the_internet()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres().With("gatewayId", Gateway));

        stored = await engine.Update(stored, ConnectionHarness.Postgres().With("gatewayPoolId", Pool));
        var routed = engine.Server.World.AppConnections.Find(stored.Id)!;
        stored = await engine.Update(stored, ConnectionHarness.Postgres());

        Assert.Equal((null, Pool), (routed.GatewayId, routed.GatewayPoolId));
        var now = engine.Server.World.AppConnections.Find(stored.Id)!;
        Assert.Equal((null, null), (now.GatewayId, now.GatewayPoolId));
    }

    [Fact]
    public async Task Other_credentials_are_sent_without_what_has_not_changed()
    {
        await using var engine = await ConnectionHarness.Start();
        var inputs = ConnectionHarness.Postgres().With("description", "Orders.");
        var stored = await engine.Create(inputs);

        await engine.Update(stored, inputs.WithCredential("password", "another"));

        var patch = engine.Server.Requests.All.Single(request => request.Method == "PATCH");
        Assert.StartsWith("{\"credentials\":{", patch.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("description", patch.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_update_sends_nothing_and_says_so()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Cancel();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, ConnectionHarness.Postgres("renamed")));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Equal("orders", engine.Server.World.AppConnections.Find(stored.Id)!.Name);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("garbage")]
    [InlineData("500")]
    public async Task A_change_whose_answer_was_lost_is_confirmed(string answer)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On("PATCH", $"{ConnectionHarness.Route}/{stored.Id}", answer switch
        {
            "cut" => Fault.CutAfterHandling,
            "garbage" => Fault.Garbage,
            _ => Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = true },
        });

        var updated = await engine.Update(
            stored, ConnectionHarness.Postgres("renamed").WithCredential("password", "another"));

        Assert.Equal("renamed", updated.Text("name"));
        var now = engine.Server.World.AppConnections.Find(stored.Id)!;
        Assert.Equal("another", now["password"]);
        Assert.Equal(now.CredentialsHash, updated.Text("credentialsHash"));
    }

    [Fact]
    public async Task A_change_of_secrets_that_did_not_arrive_is_reported()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On("PATCH", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(
            stored, ConnectionHarness.Postgres().WithCredential("password", "another")));

        Assert.Contains("probably not applied", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("canary-pa55word", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);
    }

    [Theory]
    [InlineData(0, 3.75)]
    [InlineData(504, 21.75)]
    public async Task A_change_that_may_have_been_made_is_looked_up_for_this_long(int status, double seconds)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On(
            "PATCH", ConnectionHarness.Route, status == 0 ? Fault.CutBeforeHandling : Fault.Page(status));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, ConnectionHarness.Postgres("renamed")));

        Assert.InRange(engine.Time.Waited.TotalSeconds, seconds, seconds + 1);
    }

    [Fact]
    public async Task A_change_that_the_server_refuses_is_not_looked_up()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On(
            "PATCH", ConnectionHarness.Route, Fault.Error(400, "BadRequest", "The database does not answer"));
        var before = engine.Server.Requests.All.Length;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, ConnectionHarness.Postgres().With("description", "changed")));

        Assert.Contains("The database does not answer", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([$"PATCH {ConnectionHarness.Route}/{stored.Id}"], engine.RequestsSince(before));
    }

    [Fact]
    public async Task What_a_server_ignores_is_a_warning()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Options.LeftOutOfConnections.Add("gatewayId");

        await engine.Update(stored, ConnectionHarness.Postgres().With("gatewayId", Gateway));

        Assert.Contains("ignored gatewayId", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drift")]
    [InlineData("import")]
    public async Task A_lost_change_of_secrets_is_not_confirmed_by_the_write_of_somebody_else(string before)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.World.AppConnections.WriteCredentials(stored.Id, new() { ["password"] = "by-somebody-else" });
        engine.NewRun();
        var read = before == "drift" ? (await engine.Read(stored))! : (await engine.Import(stored.Id))!;
        engine.Server.Faults.On("PATCH", $"{ConnectionHarness.Route}/{stored.Id}", Fault.CutBeforeHandling);
        var changed = ConnectionHarness.Postgres().WithCredential("host", "db2.example.com");

        await Assert.ThrowsAsync<RefusalException>(() => engine.Update(read, changed));

        await engine.Update(read, changed);
        Assert.Equal("canary-pa55word", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);
    }

    [Fact]
    public async Task Secrets_of_an_import_are_needed_once_to_change_the_host()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        var imported = (await engine.Import(stored.Id))!;
        engine.NewRun();
        var other = ConnectionHarness.Postgres()
            .WithoutCredential("password")
            .WithCredential("host", "db2.example.com");

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(imported, other));
        var update = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(imported, other));

        Assert.Contains("replaces the credentials of a connection", preview.Message, StringComparison.Ordinal);
        Assert.Contains("credentials.password", preview.Message, StringComparison.Ordinal);
        Assert.Equal(preview.Message, update.Message);
        await engine.Update(imported, other.WithCredential("password", "canary-pa55word"));
        Assert.Equal("db2.example.com", engine.Server.World.AppConnections.Find(stored.Id)!["host"]);
    }

    [Fact]
    public async Task Secrets_added_after_an_import_are_written_with_the_next_change_of_credentials()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.World.AppConnections.WriteCredentials(stored.Id, new() { ["password"] = "by-somebody-else" });
        engine.NewRun();
        var imported = (await engine.Import(stored.Id))!;
        engine.NewRun();

        Assert.Empty(engine.Diff(imported, ConnectionHarness.Postgres()));
        var renamed = await engine.Update(imported, ConnectionHarness.Postgres("renamed"));
        Assert.Equal("by-somebody-else", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);

        var changed = ConnectionHarness.Postgres("renamed").WithCredential("password", "another");
        Assert.Equal("credentials.password", Assert.Single(engine.Diff(renamed, changed)).Path);
        var updated = await engine.Update(renamed, changed);
        Assert.Equal("another", engine.Server.World.AppConnections.Find(stored.Id)!["password"]);
        Assert.NotNull(updated.Text("credentialsHash"));
    }

    [Fact]
    public async Task Managed_credentials_are_turned_on_together_with_the_credentials()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);

        await engine.PreviewUpdate(stored, managed);
        var updated = await engine.Update(stored, managed);

        Assert.Contains(engine.Warnings, line => line.Contains("Nobody else knows", StringComparison.Ordinal));
        Assert.True(engine.Server.World.AppConnections.Find(stored.Id)!.IsPlatformManaged);
        engine.NewRun();
        Assert.Empty(engine.Diff((await engine.Read(updated))!, managed));
    }

    [Fact]
    public async Task Managed_credentials_cannot_be_changed()
    {
        await using var engine = await ConnectionHarness.Start();
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);
        var stored = await engine.Create(managed);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewUpdate(stored, managed.WithCredential("password", "another")));

        Assert.Contains("refuses to change them", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_an_error_in_preview()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.World.Add(new SeedConnection("postgres", "taken"));
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewUpdate(stored, ConnectionHarness.Postgres("taken")));

        Assert.Contains("\"taken\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_without_a_change_sends_nothing()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        var before = engine.Server.Requests.All.Length;

        var updated = await engine.Update(stored, ConnectionHarness.Postgres());

        Assert.Empty(engine.RequestsSince(before));
        Assert.Equal(stored.Outputs, updated.Outputs);
    }

    [Fact]
    public async Task A_preview_knows_what_stays()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());

        var preview = await engine.PreviewUpdate(
            stored, ConnectionHarness.Postgres().WithCredential("password", "another"));

        Assert.Equal(new PropertyValue.Text(stored.Id), preview.Outputs["connectionId"]);
        Assert.Null(preview.Outputs.Get("credentialsHash"));
        Assert.Null(preview.Outputs.Get("updatedAt"));
        Assert.DoesNotContain(engine.Server.Requests.All, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task Managed_credentials_that_a_preview_does_not_know_yet_are_a_warning()
    {
        await using var engine = await ConnectionHarness.Start();
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);
        var stored = await engine.Create(managed);
        engine.Log.Clear();

        await engine.PreviewUpdate(stored, managed.WithCredential("host", PropertyValue.Unknown.Instance));

        Assert.Contains("if pulumi up changes credentials, it fails", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
