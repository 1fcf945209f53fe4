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

    /// <summary>Auth0 has one secret for each application, and the first rotation at Okta deletes the others.</summary>
    [Theory]
    [InlineData("auth0-client-secret")]
    [InlineData("okta-client-secret")]
    public async Task Two_rotations_of_an_application_with_few_secrets_are_a_warning(string slug)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
        var inputs = Contracts.Inputs(slug);
        var stored = await engine.Create(inputs, "first");
        engine.NewRun();
        var second = inputs.With("name", "second").With(
            "secretsMapping",
            PropertyMap.Empty.With("clientId", "OTHER_ID").With("clientSecret", "OTHER_SECRET"));

        await engine.PreviewCreate(second, "second");
        engine.NewRun();
        engine.Diff(stored, second, "first");
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(second, "first"));

        Assert.Contains(
            engine.Warnings, line => line.Contains("rotates the same account", StringComparison.Ordinal));
        Assert.Contains("both need the account", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(stored.Id, Assert.Single(engine.Server.World.Rotations).Id);
        Assert.Single(engine.Server.World.Credentials);
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

    [Fact]
    public async Task A_rotation_of_another_type_with_the_same_login_is_another_account()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, "infisical-rotation:index:SecretRotation");
        var stored = await engine.Create(Contracts.Inputs("postgres-credentials").With("type", "postgres-credentials"));
        engine.NewRun();
        var mysql = Contracts.Inputs("mysql-credentials")
            .With("type", "mysql-credentials")
            .With("name", "second")
            .With("parameters", stored.Inputs["parameters"])
            .With(
                "secretsMapping",
                PropertyMap.Empty.With("username", "OTHER_USER").With("password", "OTHER_PASSWORD"));
        engine.Diff(stored, mysql);

        await engine.Create(mysql);

        Assert.Equal(2, engine.Server.World.Rotations.Length);
    }

    [Fact]
    public async Task A_list_without_parameters_hides_no_rotation_and_breaks_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs("one", prefix: "A"), "one");
        engine.Server.Options.LeftOut.Add("parameters");
        engine.NewRun();

        var stored = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");

        Assert.Contains(engine.Server.World.Rotations, rotation => rotation.Id == stored.Id);
    }
}
