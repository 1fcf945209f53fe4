using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

/// <summary>A deletion that fails because one of the rotation's keys is gone already.</summary>
public sealed class KeysLeftTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Without_any_key_left_the_rotation_is_deleted_without_revoking(int missing)
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Rotated(1);
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().ElementAt(missing));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Contains(engine.Log, line => line.Contains("has no access key left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_is_left_is_named()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        var foreign = engine.Server.World.AddKey("ci-bot");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains($"still has the access key {foreign.AccessKeyId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("revokeCredentialsOnDelete: false", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_user_that_is_gone_has_no_key_left()
    {
        await using var engine = await AwsHarness.Start();
        engine.Server.World.Add(new SeedIamUser("short-lived"));
        var stored = await engine.Create(engine.Inputs(user: "short-lived"));
        engine.Server.World.DeleteKey("short-lived", engine.Server.World.KeysOf("short-lived").Single().AccessKeyId);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Where_AWS_does_not_show_the_keys_the_alternatives_are_named()
    {
        await using var engine = await AwsHarness.Start(new EmulatorOptions { DeniedAwsActions = ["ListAccessKeys"] });
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("Check which credentials are left", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_second_deletion_whose_answer_is_lost_is_looked_up()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        engine.Server.Faults.On("DELETE", "/api/v2/secret-rotations", Fault.CutAfterHandling, nth: 2);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }
}
