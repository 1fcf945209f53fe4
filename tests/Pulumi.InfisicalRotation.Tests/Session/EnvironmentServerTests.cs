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
    [InlineData("https://a.example", null, true, true)]
    [InlineData("https://a.example", "https://b.example", true, false)]
    [InlineData("https://a.example", "https://b.example", false, true)]
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

        engine.Variables["INFISICAL_HOST"] = "https://b.example";
        engine.NewRun(engine.Configuration().With("auth", Token["auth"]));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));


        Assert.NotEmpty(engine.Server.Requests.All);
        Assert.All(engine.Server.Requests.All, request => Assert.DoesNotContain(
            Canary, string.Join(' ', request.Headers.Values) + request.Body, StringComparison.Ordinal));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    /// <summary>Without credentials of its own, the configuration can only mean those of the environment.</summary>
    [Theory]
    [InlineData("INFISICAL_HOST")]
    [InlineData("INFISICAL_API_URL")]
    public async Task Credentials_that_may_be_for_another_server_are_used_with_a_warning(string variable)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Variables[variable] = "https://b.example";
        engine.Variables["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] = engine.Server.Seed.Identity.ClientId;
        engine.Variables["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = engine.Server.Seed.Identity.ClientSecret;
        engine.NewRun(engine.Configuration().Without("auth"));

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        var warning = Assert.Single(engine.Warnings);
        Assert.Contains($"although {variable} names another server", warning, StringComparison.Ordinal);
        Assert.Contains("set auth of this provider", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://a.example")]
    public void Nothing_is_reported_where_the_environment_names_no_other_server(string? host) =>
        Assert.Null(From(Args("https://a.example", hasCredentials: false), host).Warning);

    [Fact]
    public void A_malformed_variable_for_another_server_is_no_error()
    {
        var settings = ProviderSettings.From(
            Token.With("host", "https://a.example"),
            name => name switch
            {
                "INFISICAL_HOST" => "https://b.example",
                "INFISICAL_CUSTOM_HEADERS" or "INFISICAL_AUTH_ORGANIZATION_SLUG" => "no header",
                _ => null,
            },
            _ => "");

        Assert.Null(settings.Fault);
    }

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
