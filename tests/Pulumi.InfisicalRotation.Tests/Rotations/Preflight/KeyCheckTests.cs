using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>What the check of keys says where AWS shows only a part.</summary>
public sealed class KeyCheckTests
{
    [Fact]
    public async Task Each_missing_right_is_one_warning()
    {
        await using var engine = await AwsHarness.Start(new EmulatorOptions { DeniedAwsActions = ["GetAccessKeyLastUsed"] });
        engine.Server.World.AddKey("ci-bot");
        await engine.PreviewCreate(engine.Inputs());
        engine.Server.Options.DeniedAwsActions = ["GetAccessKeyLastUsed", "ListAccessKeys"];

        for (var time = 0; time < 2; time++)
        {
            await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        }

        Assert.Single(engine.Warnings, line => line.Contains("The last use of access keys is not known", StringComparison.Ordinal));
        Assert.Single(engine.Warnings, line => line.Contains("The access keys of IAM users are not checked", StringComparison.Ordinal));
    }
}
