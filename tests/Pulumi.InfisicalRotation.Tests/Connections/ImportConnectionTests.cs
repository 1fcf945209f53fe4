using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class ImportConnectionTests
{
    [Fact]
    public async Task A_connection_of_a_project_is_found_by_its_name()
    {
        await using var engine = await ConnectionHarness.Start();
        var projectId = engine.Server.Seed.Project.Id;
        engine.Server.World.Add(new SeedConnection("postgres", "orders") { ProjectId = projectId });

        var imported = (await engine.Import($"postgres/{projectId}/orders"))!;

        Assert.Equal(engine.Server.World.AppConnections.Named("orders", projectId)!.Id, imported.Id);
        Assert.Equal(projectId, imported.Text("projectId"));
        Assert.StartsWith("Info: ", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres//missing")]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    public async Task A_missing_connection_is_reported_as_missing(string id)
    {
        await using var engine = await ConnectionHarness.Start();

        Assert.Null(await engine.Import(id));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("mysql//orders")]
    [InlineData("postgres/a/b/c")]
    [InlineData("postgres//")]
    [InlineData("postgres//..")]
    public async Task A_malformed_id_names_the_forms(string id)
    {
        await using var engine = await ConnectionHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Contains("postgres//name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_another_app_is_refused()
    {
        await using var engine = await ConnectionHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Import(engine.Server.Seed.Connection.Id));

        Assert.Contains("is not for App \"postgres\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_read_fails_the_import()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:9"));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Import("postgres//orders"));
    }

    [Fact]
    public async Task An_input_that_a_response_shows_is_a_change_where_the_program_adds_it()
    {
        await using var engine = await ConnectionHarness.Start();
        var created = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        var imported = (await engine.Import(created.Id))!;

        var changes = engine.Diff(imported, ConnectionHarness.Postgres().With("description", "For orders."));

        Assert.Equal("description", Assert.Single(changes).Path);
    }

    [Fact]
    public async Task A_connection_that_the_server_shows_with_another_app_is_refused()
    {
        await using var engine = await ConnectionHarness.Start();
        var created = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On("GET", $"{ConnectionHarness.Route}/{created.Id}", Fault.Rewritten(
            body => body.Replace("\"app\":\"postgres\"", "\"app\":\"mysql\"", StringComparison.Ordinal)));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(created.Id));

        Assert.Contains("is for mysql, not for postgres", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Import it as the resource of its own app.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Credentials_that_are_all_secret_are_no_change_after_an_import(bool areLeftOut)
    {
        await using var engine = await ConnectionHarness.Start("open-router");
        var inputs = ConnectionFacts.Inputs("open-router", "api-key");
        var created = await engine.Create(inputs);
        engine.Server.Options.LeftOutOfConnections.UnionWith(areLeftOut ? ["credentials"] : []);
        engine.NewRun();
        var imported = (await engine.Import(created.Id))!;

        Assert.Empty(engine.Diff(imported, inputs));
    }
}
