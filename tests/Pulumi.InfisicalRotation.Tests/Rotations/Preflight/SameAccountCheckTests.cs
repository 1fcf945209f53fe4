using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>Two rotations of the same account revoke each other's credentials.</summary>
public sealed class SameAccountCheckTests
{
    [Fact]
    public async Task A_second_rotation_of_the_same_user_on_the_server_or_in_the_stack_is_a_warning()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.PreviewCreate(engine.Inputs("one", prefix: "A"), "one");
        Assert.Empty(engine.Warnings);
        await engine.PreviewCreate(engine.Inputs("two", prefix: "B"), "two");
        await engine.PreviewCreate(engine.Inputs("three", "deploy-bot", "C"), "three");

        Assert.Contains("::one rotates the same account", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        await engine.Create(engine.Inputs("one", prefix: "A"), "one");
        engine.NewRun();
        await engine.PreviewCreate(engine.Inputs("two", prefix: "B"), "two");
        Assert.Contains("rotation \"one\"", engine.Warnings.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_user_name_in_two_rotations_is_the_same_account()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var inputs = Contracts.Inputs(Slug);
        await engine.Create(inputs, "first");
        engine.NewRun();
        var logins = ((PropertyValue.Map)inputs["parameters"]).Properties;

        await engine.PreviewCreate(
            inputs.With("name", "second")
                .With(
                    "secretsMapping",
                    PropertyMap.Empty.With("username", "OTHER_USER").With("password", "OTHER_PASSWORD"))
                .With("parameters", logins.With("username1", logins["username2"]).With("username2", "somebody_else")),
            "second");

        Assert.Contains("rotates the same account", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}
