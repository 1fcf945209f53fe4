using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A folder or environment that is missing, because it was renamed in Infisical.</summary>
public sealed class FolderCheckTests
{
    [Theory]
    [InlineData("secretPath", "/old", "set secretPath: /services in the program")]
    [InlineData("environment", "old", "set environment: dev and secretPath: /services in the program")]
    public async Task An_update_names_the_new_place_of_the_rotation(string input, string old, string advice)
    {
        await using var engine = await ProviderHarness.Start();
        var created = await engine.Create(engine.Inputs());
        engine.NewRun();
        var stored = created with
        {
            Inputs = created.Inputs.With(input, old),
            Outputs = created.Outputs.With(input, old),
        };
        var read = (await engine.Read(stored))!;

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewUpdate(read, stored.Inputs));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(read, stored.Inputs));

        Assert.All(new[] { preview.Message, refusal.Message }, message =>
        {
            Assert.Contains("The rotation is now in dev:/services", message, StringComparison.Ordinal);
            Assert.Contains(advice, message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_replacement_names_the_place_of_its_predecessor()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(user: "deploy-bot").With("secretPath", "/old");
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(news));

        Assert.Contains("set secretPath: /services in the program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_rotation_gets_the_usual_advice()
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs().With("secretPath", "/old")));

        Assert.Contains("create it first", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("is now in", refusal.Message, StringComparison.Ordinal);
    }
}
