using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A rotation that replaces another one of the same IAM user.</summary>
public sealed class IamReplacementTests
{
    [Fact]
    public async Task Keys_that_the_predecessor_gives_up_are_not_in_the_way_of_its_replacement()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        var connection = new SeedConnection("aws", "aws-other");
        engine.Server.World.Add(connection);
        engine.NewRunWithAws();
        var news = engine.Inputs().With("connectionId", connection.Id);
        Assert.Contains(engine.Diff(stored, news), change => change.Replaces);

        await engine.PreviewCreate(news);
        await engine.Delete(stored);
        await engine.Create(news);

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_replacement_on_request_is_not_refused_because_of_the_keys_that_the_rotation_gives_up()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        engine.NewRunWithAws();
        engine.DiffBeforeProgram(stored);

        await engine.PreviewCreate(engine.Inputs());
        await engine.Delete(stored);
        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_predecessor_in_another_project_is_no_obstacle_in_the_preview()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        var other = new SeedProject("other") { Folders = [new SeedFolder("dev", "/services")] };
        engine.Server.World.Add(other);
        engine.NewRunWithAws();
        var news = engine.Inputs().With("projectId", other.Id);
        Assert.Contains(engine.Diff(stored, news), change => change.Replaces);

        await engine.PreviewCreate(news);
        await engine.Delete(stored);
        await engine.Create(news);

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Keys_that_the_predecessor_keeps_are_in_the_way()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        stored = await engine.Update(stored, stored.Inputs.With("revokeCredentialsOnDelete", false));
        var connection = new SeedConnection("aws", "aws-other");
        engine.Server.World.Add(connection);
        engine.NewRunWithAws();
        var news = stored.Inputs.With("connectionId", connection.Id);
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("would delete the older one", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>The keys of the predecessor are gone, so its deletion makes no room.</summary>
    [Fact]
    public async Task Two_foreign_keys_are_in_the_way_although_the_predecessor_gives_up_its_own()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        foreach (var own in engine.KeysOfBot().ToList())
        {
            engine.Server.World.DeleteKey("ci-bot", own);
        }

        engine.Server.World.AddKey("ci-bot");
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        var connection = new SeedConnection("aws", "aws-other");
        engine.Server.World.Add(connection);
        engine.NewRunWithAws();
        var news = engine.Inputs().With("connectionId", connection.Id);
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("would delete the older one", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }
}
