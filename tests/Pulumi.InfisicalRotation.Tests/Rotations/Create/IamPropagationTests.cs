using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>IAM knows a new user or policy only after some seconds.</summary>
public sealed class IamPropagationTests
{
    private const string Denied =
        "User: arn:aws:iam::123456789012:user/rotator is not authorized to perform: iam:CreateAccessKey on resource: user ci-bot";

    [Theory]
    [InlineData(Denied)]
    [InlineData("The user with name ci-bot cannot be found.")]
    public async Task A_refusal_of_IAM_is_tried_again(string refusal)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.OnIssue(ProviderFault.Refuses(refusal) with { Times = 2 });

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Equal(2, engine.Log.Count(line => line.Contains("trying again", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromSeconds(15), engine.Time.Waited);
    }

    [Fact]
    public async Task A_lasting_refusal_is_reported_after_half_a_minute()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.OnIssue(ProviderFault.Refuses(Denied) with { Times = 9 });

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains(Denied, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(4, engine.Posts());
        Assert.Equal(TimeSpan.FromSeconds(35), engine.Time.Waited);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Another_refusal_is_not_tried_again()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("Cannot exceed quota for AccessKeysPerUser: 2"));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(1, engine.Posts());
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.OnIssue(ProviderFault.Refuses(Denied) with { Times = 9 });
        engine.Time.After(TimeSpan.FromSeconds(5), () =>
        {
            engine.Cancel();
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Contains("was cancelled after IAM had refused it", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }
}
