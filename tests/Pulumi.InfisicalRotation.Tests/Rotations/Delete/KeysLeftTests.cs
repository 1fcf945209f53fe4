using Infisical.Emulator;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

/// <summary>A deletion that fails because one of the rotation's keys is gone already.</summary>
public sealed class KeysLeftTests
{
    private const string Elsewhere = "arn:aws:iam::210987654321:user/ops/rotator";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Without_any_key_left_the_rotation_is_deleted_without_revoking(int missing)
    {
        await using var engine = await Start();
        var stored = await engine.Rotated(1);
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().ElementAt(missing));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Contains(engine.Log, line => line.Contains("has no access key left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_is_left_is_named()
    {
        await using var engine = await Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        var foreign = engine.Server.World.AddKey("ci-bot");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains($"still has the access key {foreign.AccessKeyId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("revokeCredentialsOnDelete: false", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("first undo the change that replaces it", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_user_that_is_gone_has_no_key_left()
    {
        await using var engine = await Start();
        engine.Server.World.Add(new SeedIamUser("short-lived"));
        var stored = await engine.Create(engine.Inputs(user: "short-lived"));
        engine.Server.World.DeleteKey("short-lived", engine.Server.World.KeysOf("short-lived").Single().AccessKeyId);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Where_AWS_does_not_show_the_keys_the_alternatives_are_named()
    {
        await using var engine = await Start(new EmulatorOptions { DeniedAwsActions = ["ListAccessKeys"] });
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("Check which credentials are left", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_second_deletion_whose_answer_is_lost_is_looked_up()
    {
        await using var engine = await Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        engine.Server.Faults.On("DELETE", "/api/v2/secret-rotations", Fault.CutAfterHandling, nth: 2);

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task The_account_of_the_connection_is_known_by_its_access_key()
    {
        await using var engine = await AwsHarness.Start();
        var inputs = WithOwnConnection(engine);
        var stored = await engine.Create(inputs);
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 1 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("no ARN", null, true)]
    [InlineData("the ARN of another account", Elsewhere, true)]
    [InlineData("a key that AWS does not show", AwsHarness.BotArn, false)]
    [InlineData("no account of the caller", AwsHarness.BotArn, true)]
    public async Task In_an_account_that_may_be_another_one_no_answer_is_taken_for_no_key(
        string doubt, string? rotatorArn, bool isUnreadable)
    {
        foreach (var answer in new[] { Fault.AwsError(404, "NoSuchEntity", "No such user"), NoKeys })
        {
            await using var engine = await ProviderHarness.Start();
            var stored = await engine.Create(engine.Inputs());
            engine.NewRunWithAws(rotatorArn);
            engine.Server.Faults.OnRevoke("No such key");
            engine.Server.Faults.OnAws("ListAccessKeys", answer, times: 99);
            if (isUnreadable)
            {
                ForbidConnection(engine);
            }

            if (doubt == "no account of the caller")
            {
                engine.Server.Faults.OnAws(
                    "GetCallerIdentity", Fault.AwsError(403, "AccessDenied", "Not authorized"), times: 99);
            }

            var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

            Assert.Contains("Check which credentials are left", refusal.Message, StringComparison.Ordinal);
            Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        }
    }

    private static Fault NoKeys => Fault.Rewritten(_ =>
        "<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata/><IsTruncated>false</IsTruncated>"
        + "</ListAccessKeysResult></ListAccessKeysResponse>");

    /// <summary>The configuration names the rotator, because the connection may not be read.</summary>
    private static async Task<ProviderHarness> Start(EmulatorOptions? options = null)
    {
        var engine = await AwsHarness.Start(options, AwsHarness.BotArn);
        ForbidConnection(engine);
        return engine;
    }

    private static void ForbidConnection(ProviderHarness engine) => engine.Server.Faults.On(
        "GET", $"/api/v1/app-connections/aws/{engine.Server.Seed.Connection.Id}", CommonFaults.Forbidden, times: 99);

    private static PropertyMap WithOwnConnection(ProviderHarness engine)
    {
        engine.Server.World.Add(new SeedIamUser("rotator", Keys: 1));
        var key = engine.Server.World.KeysOf("rotator")[0];
        var connection = new SeedConnection("aws", "aws-own")
        {
            AwsKey = new AwsKey(key.AccessKeyId, key.SecretAccessKey),
        };
        engine.Server.World.PutPolicy("rotator", "p", RotatorPolicy.For(AwsHarness.BotArn));
        engine.Server.World.Add(connection);
        return engine.Inputs().With("connectionId", connection.Id);
    }
}
