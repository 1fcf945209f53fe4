using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>The permissions that docs/how-to/least-privilege.md lists for previews in CI; the connection is the organization's.</summary>
public sealed class PreviewPermissionsTests
{
    private static readonly Grant[] Listed =
    [
        new("secret-rotation", "read"),
        new("secrets", "describeSecret"),
        new("app-connections", "connect"),
    ];

    [Fact]
    public async Task They_suffice_for_a_preview_that_checks_everything()
    {
        await using var engine = await ProviderHarness.Start();
        LogIn(engine, Listed);

        await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(engine.Warnings);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task They_do_not_suffice_for_up()
    {
        await using var engine = await ProviderHarness.Start();
        LogIn(engine, Listed);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Without_one_of_them_the_preview_fails_or_says_what_it_did_not_check(int missing)
    {
        await using var engine = await ProviderHarness.Start();
        LogIn(engine, [.. Listed.Where((_, index) => index != missing)]);

        var fault = await Record.ExceptionAsync(() => engine.PreviewCreate(engine.Inputs()));

        Assert.True(fault is RefusalException || engine.Warnings.Any());
    }

    private static void LogIn(ProviderHarness engine, Grant[] grants)
    {
        var identity = new Identity("ci") { Grants = [.. grants] };
        engine.Server.World.Add(identity);
        engine.NewRun(engine.Configuration(identity));
    }
}
