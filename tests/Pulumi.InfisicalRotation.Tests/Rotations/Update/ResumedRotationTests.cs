using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>Infisical rotates a paused rotation when it is resumed, if its time has passed meanwhile.</summary>
public sealed class ResumedRotationTests
{
    [Fact]
    public async Task Resuming_a_rotation_whose_time_has_passed_reports_no_next_time_but_that_it_rotates()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("isAutoRotationEnabled", false));
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        engine.NewRun();
        stored = (await engine.Read(stored))!;
        engine.Log.Clear();

        await engine.PreviewUpdate(stored, engine.Inputs());

        Assert.Contains("makes Infisical rotate immediately", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Log, line => line.Contains("after this change", StringComparison.Ordinal));
    }
}
