using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

/// <summary>Two resources hold one rotation: it is deleted only with the last of them.</summary>
public sealed class SharedRotationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string Everything = "1 rotations, 1 keys, 2 secrets";
    private const string Nothing = "0 rotations, 0 keys, 0 secrets";

    [Fact]
    public async Task A_rotation_that_another_resource_of_the_state_holds_is_kept()
    {
        await using var engine = await ProviderHarness.Start();
        var (key, key2) = await Two(engine);

        await engine.Read(key);
        await engine.Read(key2);
        Assert.Empty(engine.Diff(key2, key2.Inputs));
        await engine.Delete(key);

        Assert.Contains("::key2. It was not deleted", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("DELETE", Route));
        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_another_resource_imports_in_this_run_is_kept()
    {
        await using var engine = await ProviderHarness.Start();
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        await engine.Read(key);

        await engine.Import(key.Id, "key2");
        await engine.Delete(key);

        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_could_not_be_deleted_still_belongs_to_its_resource()
    {
        await using var engine = await ProviderHarness.Start();
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        engine.Server.Faults.On("DELETE", $"{Route}/{key.Id}", CommonFaults.Forbidden);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(key));

        await engine.Delete((await engine.Import(key.Id, "imported"))!);

        Assert.Equal(Everything, engine.WhatIsThere());
        Assert.Contains("::key.", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_is_kept_where_only_a_diff_shows_the_other_resource()
    {
        await using var engine = await ProviderHarness.Start();
        var (key, key2) = await Two(engine);

        Assert.Empty(engine.Diff(key2, key2.Inputs));
        await engine.Delete(key);

        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_replacement_of_a_rotation_that_was_kept_names_the_other_resource()
    {
        await using var engine = await ProviderHarness.Start();
        var (key, key2) = await Two(engine);
        var connection = new SeedConnection("aws", "aws-other");
        engine.Server.World.Add(connection);
        await engine.Read(key);
        await engine.Read(key2);
        var news = key.Inputs.With("connectionId", connection.Id);
        Assert.Contains(engine.Diff(key, news), change => change.Replaces);
        await engine.Delete(key);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news, key.Name));

        Assert.Contains("it also belongs to", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("::key2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_destroy_of_both_deletes_the_rotation_once()
    {
        await using var engine = await ProviderHarness.Start();
        var (key, key2) = await Two(engine);
        await engine.Read(key);
        await engine.Read(key2);

        await Task.WhenAll(engine.Delete(key), engine.Delete(key2));

        Assert.Single(engine.Server.Requests.To("DELETE", Route));
        Assert.Equal(Nothing, engine.WhatIsThere());
        Assert.Single(engine.Warnings);
    }

    [Fact]
    public async Task A_rotation_whose_deletion_failed_is_held_again()
    {
        await using var engine = await ProviderHarness.Start();
        var (key, key2) = await Two(engine);
        engine.Server.Faults.On("DELETE", Route, Fault.Error(403, "PermissionDenied", "No"));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(key));

        await engine.Read(key2);
        await engine.Delete(key2);

        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_resource_that_is_only_looked_up_does_not_hold_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        await engine.Read(key);
        await engine.Provider.Read(
            new ReadCall(engine.Token, "seen", key.Id, PropertyMap.Empty, PropertyMap.Empty), engine.ContextOf("seen"));

        await engine.Delete(key);

        Assert.Equal(Nothing, engine.WhatIsThere());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replaced_resource_with_an_alias_is_one_holder(bool isReadFirst)
    {
        await using var engine = await ProviderHarness.Start();
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        if (isReadFirst)
        {
            await engine.Read(key);
            engine.Provider.Diff(
                new DiffCall(engine.Token, engine.Urn("key"), key.Id, key.Inputs, key.Outputs, key.Inputs, []));
        }

        var news = engine.Inputs(user: "deploy-bot");
        Assert.Contains(engine.Diff(key with { Name = "key2" }, news), change => change.Replaces);
        engine.Check(news, null, "key2");
        await engine.Delete(key);
        await engine.Create(news, "key2");

        Assert.Equal(Everything, engine.WhatIsThere());
        Assert.Equal("deploy-bot", Assert.Single(engine.Server.World.Keys).UserName);
    }

    /// <summary>A Diff without inputs is about a resource that the program does not have.</summary>
    [Fact]
    public async Task A_resource_that_is_not_declared_does_not_hold_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        await engine.Read(key);
        engine.Provider.Diff(new DiffCall(
            engine.Token, engine.Urn("seen"), key.Id, key.Inputs, key.Outputs, PropertyMap.Empty, []));

        await engine.Delete(key);

        Assert.Equal(Nothing, engine.WhatIsThere());
    }

    /// <summary>Two resources of the state with one rotation, at the start of a run.</summary>
    private static async Task<(Stored Key, Stored Key2)> Two(ProviderHarness engine)
    {
        var key = await engine.Create(engine.Inputs(), "key");
        engine.NewRun();
        return (key, key with { Name = "key2" });
    }

    [Fact]
    public async Task A_rotation_that_another_resource_created_in_this_run_is_kept()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var imported = (await engine.Import(stored.Id, "other"))!;

        await engine.Delete(imported);

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        await engine.Delete(stored);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }
}
