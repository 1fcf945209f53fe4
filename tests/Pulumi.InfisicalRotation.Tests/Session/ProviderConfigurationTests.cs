using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class ProviderConfigurationTests
{
    [Fact]
    public async Task A_configuration_of_a_newer_version_does_not_stop_a_destroy()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("fromTheFuture", true));

        await engine.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task The_same_configuration_in_another_form_is_no_change()
    {
        await using var engine = await ProviderHarness.Start();
        var before = PropertyMap.Empty
            .With("maxRetries", "3").With("refreshBeforeUpdate", "true").With("auth", """{ "token": {"accessToken": "t"} }""").With("host", "https://a.example");
        var after = PropertyMap.Empty
            .With("maxRetries", 3d).With("auth", new PropertyValue.Secret(PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "t")))).With("host", "https://b.example");

        var answer = engine.Provider.DiffConfig(before, after);

        Assert.Equal("host", Assert.Single(answer.Changes).Path);
    }
}
