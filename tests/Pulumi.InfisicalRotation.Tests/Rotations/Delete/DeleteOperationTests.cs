using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

public sealed class DeleteOperationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task Nothing_is_left()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("deleteSecretsOnDelete", "0 rotations, 0 keys, 2 secrets")]
    [InlineData("revokeCredentialsOnDelete", "0 rotations, 1 keys, 0 secrets")]
    public async Task What_a_flag_keeps_stays(string flag, string left)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With(flag, false));

        await engine.Delete(stored);

        Assert.Equal(left, engine.WhatIsThere());
    }

    [Fact]
    public async Task What_is_gone_already_is_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_looking()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);

        await engine.Delete(stored);

        Assert.Single(engine.Server.Requests.To("DELETE", Route));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_revocation_that_fails_keeps_the_rotation_and_says_the_way_out()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var key = Assert.Single(engine.Server.World.Keys);
        engine.Server.World.DeleteKey("ci-bot", key.AccessKeyId);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("revokeCredentialsOnDelete: false", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
        await engine.Delete(await engine.Update(stored, engine.Inputs().With("revokeCredentialsOnDelete", false)));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }
}
