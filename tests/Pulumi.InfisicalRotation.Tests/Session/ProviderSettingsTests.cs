using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class ProviderSettingsTests
{
    [Theory]
    [InlineData("https://eu.infisical.com/", "https://eu.infisical.com/")]
    [InlineData("https://vault.example.com/api", "https://vault.example.com/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    public void Every_form_of_the_host_addresses_the_instance(string written, string host) =>
        Assert.Equal(new Uri(host), From(PropertyMap.Empty.With("host", written)).Host);

    [Fact]
    public void Without_a_host_it_is_the_US_cloud() =>
        Assert.Equal(new Uri("https://app.infisical.com"), From(PropertyMap.Empty).Host);

    [Theory]
    [InlineData("INFISICAL_HOST")]
    [InlineData("INFISICAL_DOMAIN")]
    [InlineData("INFISICAL_API_URL")]
    public void The_host_can_come_from_the_environment_and_the_configuration_wins(string variable)
    {
        Assert.Equal(new Uri("https://a.example"), From(PropertyMap.Empty, (variable, "https://a.example/api")).Host);
        Assert.Equal(
            new Uri("https://b.example"),
            From(PropertyMap.Empty.With("host", "https://b.example"), (variable, "https://a.example")).Host);
    }

    [Theory]
    [InlineData("INFISICAL_HOST", null, "The environment variable INFISICAL_HOST")]
    [InlineData("INFISICAL_API_URL", null, "The environment variable INFISICAL_API_URL")]
    [InlineData("INFISICAL_HOST", "nowhere", "host is")]
    public void An_invalid_host_is_reported_with_its_source(string variable, string? configured, string source)
    {
        var args = configured is null ? PropertyMap.Empty : PropertyMap.Empty.With("host", configured);

        var settings = From(args, (variable, "somewhere"));

        Assert.Contains(source, settings.Fault, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://app.infisical.com"), settings.Host);
    }

    [Fact]
    public void Partial_credentials_in_the_environment_are_reported()
    {
        Assert.Equal(
            "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID is set, but INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET is not.",
            From(PropertyMap.Empty, ("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "i")).PartialCredentials);
        Assert.Null(From(PropertyMap.Empty).PartialCredentials);
    }

    [Fact]
    public void Values_of_other_kinds_may_be_text_and_text_stays_text()
    {
        var args = SettingsCheck.Decode(PropertyMap.Empty
            .With("maxRetries", "3")
            .With("refreshBeforeUpdate", "false")
            .With("projectId", "123")
            .With("auth", new PropertyValue.Secret("""{"universal":{"clientId":"1","clientSecret":"true"}}""")));

        Assert.Empty(SettingsCheck.Check(args));
        var settings = ProviderSettings.From(args, _ => null, _ => "");
        Assert.Equal((3, false, "123"), (settings.MaxRetries, settings.RefreshBeforeUpdate, settings.ProjectId));
        Assert.Equal(new Credentials.Universal("1", "true"), settings.Credentials);
    }

    [Fact]
    public void Credentials_of_the_environment_have_the_order_of_the_Terraform_provider()
    {
        (string, string)[] all =
        [
            ("INFISICAL_TOKEN", "t"),
            ("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "i"),
            ("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "s"),
        ];

        Assert.Equal(new Credentials.Token("t"), From(PropertyMap.Empty, all).EnvironmentCredentials);
        Assert.Equal(
            new Credentials.Universal("i", "s"),
            From(PropertyMap.Empty, [.. all, ("INFISICAL_AUTH_METHOD", "universal")]).EnvironmentCredentials);
        Assert.Null(From(PropertyMap.Empty, all[1]).EnvironmentCredentials);
    }

    [Fact]
    public void Two_methods_a_wrong_kind_and_an_unknown_name_are_all_reported_without_secrets()
    {
        var args = SettingsCheck.Decode(PropertyMap.Empty
            .With("hots", "x")
            .With("maxRetries", "many")
            .With("auth", new PropertyValue.Secret(PropertyMap.Empty
                .With("universal", PropertyMap.Empty.With("clientId", "i").With("clientSecret", "hush"))
                .With("token", PropertyMap.Empty.With("accessToken", "hush")))));

        var findings = SettingsCheck.Check(args);

        Assert.Equal(["auth", "hots", "maxRetries"], findings.Select(finding => finding.Path).Order());
        Assert.DoesNotContain(findings, finding => finding.Reason.Contains("hush", StringComparison.Ordinal));
        Assert.Contains(
            "Did you mean host?", findings.Single(finding => finding.Path == "hots").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_credentials_is_a_change_and_replaces_nothing()
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);
        var before = PropertyMap.Empty.With("auth", "{\"token\":{\"accessToken\":\"a\"}}")
            .With("version", "1.0.0")
            .With("__internal", "x");
        var after = PropertyMap.Empty.With("auth", "{\"token\":{\"accessToken\":\"b\"}}")
            .With("version", "2.0.0")
            .With("__internal", "y");

        var answer = provider.DiffConfig(before, after, NoLog);

        Assert.Equal(new PropertyChange("auth", ChangeKind.Update, Replaces: false), Assert.Single(answer.Changes));
    }

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
            .With("maxRetries", "3")
                .With("refreshBeforeUpdate", "true")
                .With("auth", """{ "token": {"accessToken": "t"} }""")
                .With("host", "https://a.example");
        var after = PropertyMap.Empty
            .With("maxRetries", 3d)
                .With(
                    "auth",
                    new PropertyValue.Secret(
                        PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "t"))))
                .With("host", "https://b.example");

        var answer = engine.Provider.DiffConfig(before, after, engine.Context);

        Assert.Equal("host", Assert.Single(answer.Changes).Path);
    }

    private static CallContext NoLog => new("", (_, _) => { }, CancellationToken.None, CancellationToken.None);

    private static ProviderSettings From(PropertyMap args, params (string Name, string Value)[] environment) =>
        ProviderSettings.From(args, name => environment.FirstOrDefault(pair => pair.Name == name).Value, _ => "");
}
