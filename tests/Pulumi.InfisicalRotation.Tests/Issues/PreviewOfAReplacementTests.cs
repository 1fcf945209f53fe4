using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Tests.Lifecycle;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Issues;

public sealed class PreviewOfAReplacementTests
{
    [Fact]
    public async Task The_name_and_secrets_of_the_replaced_rotation_are_free_by_then()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        var news = engine.Inputs(user: "deploy-bot");
        Assert.Contains(engine.Diff(stored, news), change => change.Replaces);

        var preview = await engine.PreviewCreate(news);

        Assert.Equal("", preview.Id);
    }

    [Fact]
    public async Task Another_rotations_name_is_still_taken()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        engine.NewRun();
        var news = engine.Inputs("other", "deploy-bot");
        engine.Diff(stored, news);

        await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));
    }

    [Fact]
    public async Task A_replacement_that_the_user_asks_for_finds_them_free_and_the_old_one_goes_first()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var answer = engine.Provider.Diff(new DiffCall(engine.Token, engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, stored.Inputs, []));
        var preview = await engine.PreviewCreate(engine.Inputs());

        Assert.True(answer.DeleteBeforeReplace);
        Assert.Empty(answer.Changes);
        Assert.Equal("", preview.Id);
    }
}
