using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>A read of a connection, and what the run says or knows beside it.</summary>
public sealed class ReadConnectionInRunTests
{
    [Fact]
    public async Task A_rotation_of_the_state_shows_that_it_is_the_same_server()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Token = ProviderHarness.AwsToken;
        var rotation = await engine.Create(engine.Inputs(), "keys");
        engine.Server.World.AppConnections.Delete(stored.Id);
        engine.Server.Options.LeftOutOfConnections.Add("orgId");
        engine.NewRun();
        engine.Time.Advance(TimeSpan.FromMinutes(5));
        await engine.Read(rotation);
        engine.Token = ConnectionFacts.Token("postgres");

        Assert.Null(await engine.Read(stored));
    }

    [Fact]
    public async Task A_run_that_could_not_read_the_only_connection_says_so_at_its_end()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.Server.Faults.On(
            "GET",
            "/api/v1/app-connections",
            Fault.Error(500, "InternalServerError", "Something went wrong"),
            times: 9);
        engine.NewRun();
        await engine.Read(stored);

        engine.Provider.RunEnds();

        Assert.Contains(engine.Warnings, text => text.Contains("compared nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_after_a_change_of_the_same_run_shows_the_change()
    {
        await using var engine = await ConnectionHarness.Start();
        var first = await engine.Create(ConnectionHarness.Postgres("first"), "first");
        var second = await engine.Create(ConnectionHarness.Postgres("second"), "second");
        engine.NewRun();
        await engine.ReadTogether(first, second);
        var updated = await engine.Update(first, ConnectionHarness.Postgres("renamed"));

        var read = await engine.Read(updated);

        Assert.Equal("renamed", read?.Text("name"));
    }

    [Fact]
    public async Task A_password_is_left_alone_where_the_rotations_of_the_project_cannot_be_read()
    {
        await using var engine = await ConnectionHarness.Start("ldap");
        var inputs = ConnectionFacts.Inputs("ldap", "simple-bind").With("projectId", engine.Server.Seed.Project.Id);
        var stored = await engine.Create(inputs);
        engine.Server.World.AppConnections.WriteCredentials(stored.Id);
        engine.Server.Faults.On(
            "GET", "/api/v2/secret-rotations", Fault.Error(403, "PermissionDenied", "You are not allowed"), times: 9);
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("perhaps by a rotation", warning, StringComparison.Ordinal);
        Assert.EndsWith("To write them, change them.", warning, StringComparison.Ordinal);
        Assert.Empty(engine.Diff(read, inputs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_is_left_alone_only_where_a_rotation_of_the_account_uses_the_connection(bool isUsed)
    {
        await using var engine = await ConnectionHarness.Start("ldap");
        var project = engine.Server.Seed.Project.Id;
        var inputs = ConnectionFacts.Inputs("ldap", "simple-bind").With("projectId", project);
        var stored = await engine.Create(inputs);
        var other = await engine.Create(inputs.With("name", "other"), "other");
        await engine.SendElsewhere(
            HttpMethod.Post,
            "ldap-password",
            "",
            Contracts.Inputs("ldap-password")
                .With("projectId", project)
                .With("connectionId", isUsed ? stored.Id : other.Id));
        Assert.Single(engine.Server.World.Rotations);
        engine.Server.World.AppConnections.WriteCredentials(stored.Id, new() { ["password"] = "of-the-rotation" });
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal(isUsed ? [] : ["credentials.password"], engine.Diff(read, inputs).Select(change => change.Path));
    }

    [Fact]
    public async Task A_connection_without_inputs_that_cannot_be_read_keeps_its_state()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Server.Faults.On(
            "GET",
            $"{ConnectionHarness.Route}/{stored.Id}",
            Fault.Error(403, "PermissionDenied", "You are not allowed"),
            times: 9);

        var read = await engine.Provider.Read(
            new ReadCall(engine.Token, stored.Name, stored.Id, stored.Outputs, null), engine.Context);

        Assert.Equal(stored.Outputs, read?.State);
        Assert.Contains("Using the stored state", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "orders,stock")]
    [InlineData(true, "stock")]
    public async Task A_list_has_the_connections_of_the_app_or_of_the_given_project(bool isOfProject, string names)
    {
        await using var engine = await ConnectionHarness.Start();
        var project = engine.Server.Seed.Project.Id;
        await engine.Create(ConnectionHarness.Postgres(), "orders");
        await engine.Create(ConnectionHarness.Postgres("stock").With("projectId", project), "stock");
        engine.NewRun();

        var list = await engine.Provider.List(
            new ListCall(
                engine.Token,
                isOfProject ? PropertyMap.Empty.With("projectId", project) : PropertyMap.Empty,
                Limit: 0,
                PageSize: 9,
                ""),
            engine.Context);

        Assert.Equal(names, string.Join(',', list.Resources.Select(one => one.Name).Order(StringComparer.Ordinal)));
    }
}
