using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>What the environment holds for one server is not sent to another.</summary>
public sealed class EnvironmentServerTests
{
    private const string Canary = "canary-of-the-environment";

    private static readonly PropertyMap Token = PropertyMap.Empty.With(
        "auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "configured")));

    private static readonly (string, string)[] Secrets =
    [
        ("INFISICAL_TOKEN", Canary),
        ("INFISICAL_CUSTOM_HEADERS", $"X-Access={Canary}"),
        ("INFISICAL_AUTH_ORGANIZATION_SLUG", Canary),
    ];

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData(null, "https://a.example", true, true)]
    [InlineData("https://app.infisical.com/", null, true, true)]
    [InlineData("https://a.example", "https://A.example/api", true, true)]
    [InlineData("https://a.example", null, false, true)]
    [InlineData("https://a.example", null, true, false)]
    [InlineData("https://a.example", "https://b.example", true, false)]
    [InlineData("https://a.example", "https://b.example", false, false)]
    [InlineData("https://a.example", "https://a.example/other", true, false)]
    [InlineData("https://a.example", "nowhere", true, false)]
    public void Secrets_of_the_environment_are_only_for_its_own_server(
        string? configured, string? ofEnvironment, bool hasCredentials, bool areUsed)
    {
        var settings = From(Args(configured, hasCredentials), ofEnvironment);

        Assert.Equal(
            (areUsed, areUsed, areUsed ? Canary : null),
            (settings.EnvironmentCredentials is not null, settings.CustomHeaders.Length == 1, settings.OrganizationSlug));
    }

    [Fact]
    public async Task No_request_to_a_configured_server_contains_what_the_environment_holds_for_another()
    {
        await using var engine = await ProviderHarness.Start();
        foreach (var (name, value) in Secrets)
        {
            engine.Variables[name] = value;
        }

        engine.NewRun(engine.Configuration().With("auth", Token["auth"]));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.NotEmpty(engine.Server.Requests.All);
        Assert.All(engine.Server.Requests.All, request => Assert.DoesNotContain(
            Canary, string.Join(' ', request.Headers.Values) + request.Body, StringComparison.Ordinal));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Variables_that_may_be_for_another_server_are_reported_with_what_to_set()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Variables["INFISICAL_CUSTOM_HEADERS"] = $"X-Access={Canary}";
        engine.Variables["INFISICAL_AUTH_ORGANIZATION_SLUG"] = Canary;
        engine.NewRun();

        await engine.Create(engine.Inputs());

        var warning = Assert.Single(engine.Warnings);
        Assert.StartsWith(
            "Warning: INFISICAL_CUSTOM_HEADERS and INFISICAL_AUTH_ORGANIZATION_SLUG of the environment are not used",
            warning,
            StringComparison.Ordinal);
        Assert.Contains("Set INFISICAL_HOST to the same server", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://b.example", "X-Access=1", "team")]
    [InlineData(null, null, null)]
    public void Nothing_is_reported_where_it_is_certain_or_nothing_is_set(string? host, string? headers, string? slug)
    {
        var settings = ProviderSettings.From(
            Token.With("host", "https://a.example"),
            name => name switch
            {
                "INFISICAL_HOST" => host,
                "INFISICAL_CUSTOM_HEADERS" => headers,
                "INFISICAL_AUTH_ORGANIZATION_SLUG" => slug,
                _ => null,
            },
            _ => "");

        Assert.Null(settings.UnusedVariables);
    }

    [Fact]
    public void A_malformed_variable_for_another_server_is_no_error()
    {
        var settings = ProviderSettings.From(
            Token.With("host", "https://a.example"),
            name => name is "INFISICAL_CUSTOM_HEADERS" or "INFISICAL_AUTH_ORGANIZATION_SLUG" ? "no header" : null,
            _ => "");

        Assert.Null(settings.Fault);
    }

    [Theory]
    [InlineData("INFISICAL_HOST")]
    [InlineData("INFISICAL_API_URL")]
    public void Without_credentials_for_the_configured_server_the_preview_says_what_to_set(string variable)
    {
        using var provider = new InfisicalProvider(
            TimeProvider.System,
            name => name == variable ? "https://b.example" : name == "INFISICAL_TOKEN" ? Canary : null);

        var error = Assert.Single(provider.CheckConfig(
            PropertyMap.Empty, PropertyMap.Empty.With("host", "https://a.example")).Errors);

        Assert.Contains($"{variable} names another server", error.Reason, StringComparison.Ordinal);
        Assert.Contains($"set auth, or set {variable} to this server", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example", "https://b.example", "INFISICAL_OTHER")]
    [InlineData("https://a.example", null, "INFISICAL_TOKEN")]
    public void Without_credentials_of_the_environment_or_a_server_of_its_own_there_is_no_error(
        string configured, string? ofEnvironment, string variable) => Assert.Empty(SettingsCheck.CheckEnvironment(
        PropertyMap.Empty.With("host", configured),
        name => name == "INFISICAL_HOST" ? ofEnvironment : name == variable ? Canary : null));

    [Fact]
    public void A_configured_method_is_not_completed_with_variables_for_another_server()
    {
        var args = PropertyMap.Empty
            .With("host", "https://a.example")
            .With("auth", PropertyMap.Empty.With("universal", PropertyMap.Empty.With("clientId", "i")));

        var other = ProviderSettings.From(args, Variables("https://b.example"), _ => "");
        var same = ProviderSettings.From(args, Variables("https://a.example"), _ => "");

        Assert.Null(other.Credentials);
        Assert.Contains("The environment names another server", other.PartialCredentials, StringComparison.Ordinal);
        Assert.Contains(
            SettingsCheck.CheckLogin(args, Variables("https://b.example")),
            error => error.Path == "auth.universal.clientSecret");
        Assert.Equal(new Credentials.Universal("i", Canary), same.Credentials);

        static Func<string, string?> Variables(string host) => name => name switch
        {
            "INFISICAL_HOST" => host,
            "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET" => Canary,
            _ => null,
        };
    }

    [Fact]
    public async Task While_the_host_is_unknown_nothing_is_sent_anywhere()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Variables["INFISICAL_HOST"] = engine.Server.Address.ToString();
        engine.NewRun(engine.Configuration().With("host", PropertyValue.Unknown.Instance));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("host is not known yet", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.All);
        Assert.Empty(SettingsCheck.CheckEnvironment(
            PropertyMap.Empty.With("host", PropertyValue.Unknown.Instance),
            name => name is "INFISICAL_HOST" ? "https://b.example" : Canary));
    }

    private static PropertyMap Args(string? host, bool hasCredentials)
    {
        var args = hasCredentials ? Token : PropertyMap.Empty;
        return host is null ? args : args.With("host", host);
    }

    private static ProviderSettings From(PropertyMap args, string? host) => ProviderSettings.From(
        args,
        name => name == "INFISICAL_HOST" ? host : Secrets.FirstOrDefault(pair => pair.Item1 == name).Item2,
        _ => "");
}
