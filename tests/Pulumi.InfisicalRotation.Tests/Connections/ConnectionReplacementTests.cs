using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class ConnectionReplacementTests
{
    private static readonly PropertyMap Role = PropertyMap.Empty
        .With("name", "rotator")
        .With("method", "assume-role")
        .With("credentials", PropertyMap.Empty.With("roleArn", "arn:aws:iam::123456789012:role/infisical-rotator"));

    [Theory]
    [InlineData("rotator", true)]
    [InlineData("other", false)]
    public async Task A_change_of_the_method_replaces_and_deletes_first_only_for_the_same_name(string name, bool first)
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));

        var answer = Diff(engine, stored, Role.With("name", name));

        Assert.Contains(answer.Changes, change => change is { Path: "method", Replaces: true });
        Assert.Equal(first, answer.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_change_of_the_project_replaces_and_creates_first()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());

        var answer = Diff(
            engine, stored, ConnectionHarness.Postgres().With("projectId", engine.Server.Seed.Project.Id));

        Assert.Equal("projectId", Assert.Single(answer.Changes).Path);
        Assert.True(answer.Changes[0].Replaces);
        Assert.False(answer.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_replacement_at_a_place_that_is_not_known_yet_deletes_nothing_first()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());

        var answer = Diff(
            engine, stored, ConnectionHarness.Postgres().With("projectId", PropertyValue.Unknown.Instance));

        Assert.True(Assert.Single(answer.Changes).Replaces);
        Assert.False(answer.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_replacement_that_is_created_first_is_refused_while_the_name_is_taken()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        engine.DiffBeforeProgram(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(Role));

        Assert.Contains(
            $"\"rotator\" cannot be created while the one that it replaces ({stored.Id})",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Contains("deleteBeforeReplace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_replacement_whose_predecessor_was_deleted_is_created()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        Diff(engine, stored, Role);
        await engine.Delete(stored);

        var replaced = await engine.Create(Role);

        Assert.Equal("assume-role", engine.Server.World.AppConnections.Find(replaced.Id)!.Method);
        Assert.Equal(2, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_preview_says_which_connection_goes_first()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        Diff(engine, stored, Role);

        await engine.PreviewCreate(Role);

        Assert.Contains(engine.Warnings, line => line.Contains("is deleted first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_of_a_replacement_on_request_says_that_the_name_is_in_the_way()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        engine.DiffBeforeProgram(stored);

        await engine.PreviewCreate(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));

        Assert.Contains(engine.Warnings, line => line.Contains("deleteBeforeReplace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replacement_is_refused_while_a_rotation_of_others_uses_the_connection()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(
            ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey).With("projectId", engine.Server.Seed.Project.Id));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs().With("connectionId", stored.Id));
        engine.NewRun();
        var role = Role.With("projectId", engine.Server.Seed.Project.Id);
        Diff(engine, stored, role);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(role));

        Assert.Contains("\"rotator\" cannot be replaced under its name", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"ci-key\"", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("does not manage", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The engine reads a resource with an alias, and deletes its predecessor, under the old URN.</summary>
    [Fact]
    public async Task The_predecessor_of_a_resource_with_an_alias_is_deleted()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey), "old");
        engine.NewRun();
        stored = (await engine.Read(stored))!;
        var news = Role.With("name", "other");
        Assert.True(engine.Diff(stored, news, "new").Any(change => change.Replaces));
        var replaced = await engine.Create(news, "new");

        await engine.Delete(stored);

        Assert.Null(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.NotNull(engine.Server.World.AppConnections.Find(replaced.Id));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_replacement_whose_predecessor_another_resource_keeps_names_that_resource()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        await engine.Read(stored);
        await engine.Import(stored.Id, "second");
        Diff(engine, stored, Role);
        await engine.Delete(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(Role));

        Assert.Contains($"also belongs to {engine.Urn("second")}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("another name", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("access-key", engine.Server.World.AppConnections.Find(stored.Id)!.Method);
    }

    [Fact]
    public async Task A_preview_of_a_replacement_with_another_name_says_that_it_is_created_first()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.NewRun();
        var news = Role.With("name", "other");
        Diff(engine, stored, news);

        await engine.PreviewCreate(news);

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains($"replaces the connection {stored.Id}", warning, StringComparison.Ordinal);
        Assert.Contains("The new one is created first", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_of_a_name_that_another_resource_has_says_that_it_must_give_it_up()
    {
        await using var engine = await ConnectionHarness.Start();
        var holder = await engine.Create(ConnectionHarness.Postgres(), "holder");
        var stored = await engine.Create(ConnectionHarness.Postgres("stock"));
        engine.NewRun();
        engine.DiffBeforeProgram(holder, "holder");

        await engine.PreviewUpdate(stored, ConnectionHarness.Postgres());

        Assert.Contains(engine.Log, line => line.Contains(
            $"\"orders\" still belongs to {engine.Urn("holder")}", StringComparison.Ordinal));
    }

    private static DiffAnswer Diff(ProviderHarness engine, Stored stored, PropertyMap news) => engine.Provider.Diff(
        new DiffCall(
            engine.Token,
            engine.Urn(stored.Name),
            stored.Id,
            stored.Inputs,
            stored.Outputs,
            engine.Check(news, stored.Inputs, stored.Name),
            []));

    /// <summary>The second check of a replacement gets no old inputs.</summary>
    [Fact]
    public async Task A_replacement_without_a_name_keeps_the_current_one()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var stored = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey).With("name", "current"));
        engine.NewRun();
        Diff(engine, stored, Role.With("name", "current"));

        var inputs = engine.Check(Role.Without("name"));

        Assert.Equal(new PropertyValue.Text("current"), inputs.Get("name"));
    }
}
