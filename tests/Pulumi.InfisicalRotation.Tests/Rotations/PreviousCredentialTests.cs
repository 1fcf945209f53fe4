using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>The output <c>previousCredentialValidUntil</c>.</summary>
public sealed class PreviousCredentialTests
{
    [Fact]
    public async Task A_new_rotation_has_no_previous_credential()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(engine.Inputs());

        Assert.Null(stored.Outputs.Get("previousCredentialValidUntil"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_rotation_it_is_the_time_of_the_next_one(int rotations)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var number = 0; number < rotations; number++)
        {
            engine.Server.Clock.Advance(TimeSpan.FromHours(1));
            await engine.RotateElsewhere(stored);
        }

        engine.NewRun();
        var read = await engine.Read(stored);

        Assert.NotNull(read!.Text("nextRotationAt"));
        Assert.Equal(read.Text("nextRotationAt"), read.Text("previousCredentialValidUntil"));
    }

    [Fact]
    public async Task It_is_absent_while_the_rotation_is_paused_or_overdue()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.RotateElsewhere(stored);
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        engine.NewRun();
        var overdue = await engine.Read(stored);
        engine.NewRun();

        var paused = await engine.Update(stored, engine.Inputs().With("isAutoRotationEnabled", false));

        Assert.Equal("overdue", overdue!.Text("health"));
        Assert.Null(overdue.Outputs.Get("previousCredentialValidUntil"));
        Assert.Null(paused.Outputs.Get("previousCredentialValidUntil"));
    }
}
