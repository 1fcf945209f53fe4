using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A user that was created seconds ago, which IAM may not show yet.</summary>
public sealed class NewIamUserTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_user_that_IAM_does_not_show_yet_is_waited_for(int reads)
    {
        await using var engine = await AwsHarness.Start();
        engine.Server.Faults.OnAws(
            "ListAccessKeys", Fault.AwsError(404, "NoSuchEntity", "No such user"), times: reads);

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_user_that_shows_up_with_foreign_keys_is_refused_for_them()
    {
        await using var engine = await AwsHarness.Start();
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.Server.World.AddKey("ci-bot");
        engine.Server.Faults.OnAws("ListAccessKeys", Fault.AwsError(404, "NoSuchEntity", "No such user"), times: 2);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("has two access keys", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist", refusal.Message, StringComparison.Ordinal);
    }
}
