using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

public sealed class DeleteOptionsTests
{
    [Theory]
    [InlineData(false, true, "The secrets CI_ID, CI_SECRET stay in dev:/services", "0 rotations, 0 keys, 2 secrets")]
    [InlineData(true, false, "Its credentials were not revoked", "0 rotations, 1 keys, 0 secrets")]
    public async Task What_stays_behind_on_purpose_is_named(bool deletesSecrets, bool revokes, string sentence, string left)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("deleteSecretsOnDelete", deletesSecrets).With("revokeCredentialsOnDelete", revokes));

        await engine.Delete(stored);

        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(left, engine.WhatIsThere());
    }
}
