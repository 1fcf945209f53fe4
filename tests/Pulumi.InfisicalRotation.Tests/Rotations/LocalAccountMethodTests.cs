using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// A rotation of a local account that names no method. Its documentation has another default than its code, so the
/// provider leaves the choice to the server and concludes nothing from it.
/// </summary>
public sealed class LocalAccountMethodTests
{
    public static TheoryData<string> Slugs => ["unix-linux-local-account", "windows-local-account"];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task A_rotation_without_method_and_password_is_created_after_a_warning(string slug)
    {
        await using var engine = await Start(slug);
        var inputs = Inputs(slug, method: null, password: null);

        await engine.PreviewCreate(inputs);
        var stored = await engine.Create(inputs);

        Assert.Contains(
            "parameters.rotationMethod is not set", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
        engine.NewRun();
        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
    }

    [Theory]
    [InlineData("unix-linux-local-account", null, "current-password")]
    [InlineData("unix-linux-local-account", "login-as-root", null)]
    [InlineData("windows-local-account", null, "current-password")]
    [InlineData("windows-local-account", "login-as-target", "current-password")]
    public async Task A_method_or_a_password_needs_no_warning(string slug, string? method, string? password)
    {
        await using var engine = await Start(slug);

        await engine.PreviewCreate(Inputs(slug, method, password));

        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task An_unknown_password_is_no_missing_one(string slug)
    {
        await using var engine = await Start(slug);
        var inputs = Inputs(slug, method: null, password: null);

        await engine.PreviewCreate(inputs.With(
            "temporaryParameters", PropertyMap.Empty.With("password", PropertyValue.Unknown.Instance)));
        await engine.PreviewCreate(inputs.With("temporaryParameters", PropertyValue.Unknown.Instance));

        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task A_rotation_that_names_no_method_is_not_identical_to_one_that_does(string slug)
    {
        await using var engine = await Start(slug);
        var first = await engine.Create(Inputs(slug, method: null, password: null));
        engine.NewRun();
        var named = Inputs(slug, "login-as-target", "current-password").With("adoptExisting", true);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(named));
        var adopted = await engine.Create(Inputs(slug, method: null, password: null).With("adoptExisting", true));

        Assert.Contains("differs from the requested one in parameters.rotationMethod", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(first.Id, adopted.Id);
        Assert.Equal("1 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task An_import_keeps_the_method_that_is_stored(string slug)
    {
        await using var engine = await Start(slug);
        var inputs = Inputs(slug, "login-as-target", "current-password");
        var stored = await engine.Create(inputs);
        engine.NewRun();

        var imported = await engine.Import(stored.Id);

        var parameters = ((PropertyValue.Map)imported!.Inputs["parameters"]).Properties;
        Assert.Equal("login-as-target", parameters["rotationMethod"]);
    }

    private static PropertyMap Inputs(string slug, string? method, string? password)
    {
        var parameters = ((PropertyValue.Map)Contracts.Inputs(slug)["parameters"]).Properties.Without("rotationMethod");
        var inputs = Contracts.Inputs(slug).Without("temporaryParameters").With(
            "parameters", method is null ? parameters : parameters.With("rotationMethod", method));
        return password is null
            ? inputs
            : inputs.With("temporaryParameters", PropertyMap.Empty.With("password", password));
    }

    private static Task<ProviderHarness> Start(string slug) => ProviderHarness.Start(
        new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
}
