using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class UpdatePredictionTests
{
    [Fact]
    public async Task What_the_server_chose_stays_known_where_the_program_does_not_change_it()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        var preview = await engine.PreviewUpdate(stored, engine.Inputs().With("description", "changed"));

        Assert.Equal("changed", preview.Outputs["description"]);
        Assert.Equal(stored.Outputs["rotateAtUtc"], preview.Outputs["rotateAtUtc"]);
        Assert.Equal(stored.Outputs["parameters"], preview.Outputs["parameters"]);
    }
}
