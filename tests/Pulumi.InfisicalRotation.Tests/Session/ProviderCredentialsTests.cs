using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>
/// Credentials in the configuration: what an SDK marks secret inside JSON text counts, and none comes back in clear.
/// </summary>
public sealed class ProviderCredentialsTests : IDisposable
{
    private readonly InfisicalProvider _provider = new(TimeProvider.System, _ => null);

    [Fact]
    public void A_secret_inside_JSON_text_is_read()
    {
        var args = SettingsCheck.Decode(PropertyMap.Empty.With("auth", """
            {"universal":{"clientId":"i","clientSecret":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"s"}}}
            """));

        Assert.Empty(SettingsCheck.Check(args));
        Assert.Equal(new Credentials.Universal("i", "s"), ProviderSettings.From(args, _ => null, _ => "").Credentials);
    }

    [Theory]
    [InlineData("\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"")]
    [InlineData("{\"4dabf18193072939515e22adb298388d\":\"d0e6a833031e9bbcd3f4e8bde6ca49a4\",\"secret\":true}")]
    public void An_unknown_value_inside_JSON_text_is_no_credential(string unknown)
    {
        var args = SettingsCheck.Decode(
            PropertyMap.Empty.With("auth", "{\"universal\":{\"clientId\":\"i\",\"clientSecret\":" + unknown + "}}"));

        Assert.Empty(SettingsCheck.Check(args));
        Assert.Null(ProviderSettings.From(args, _ => null, _ => "").Credentials);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("1, \"x\": 2")]
    [InlineData("{\"universal\":{\"clientSecret\":\"hunter2\"")]
    [InlineData("\"\\ud800\"")]
    public void Text_that_is_no_valid_JSON_is_an_invalid_input_and_no_internal_error(string text) =>
        Assert.NotEmpty(_provider.CheckConfig(PropertyMap.Empty, PropertyMap.Empty.With("auth", text)).Errors);

    [Theory]
    [InlineData("auth", "{\"token\":\"hunter2\"}")]
    [InlineData("auth", "{\"token\":{\"accessToken\":[\"hunter2\"]}}")]
    [InlineData("auth", "{\"universal\":{\"clientSecret\":\"hunter2\"")]
    [InlineData("auth", "{\"tokn\":{\"accessToken\":\"hunter2\"}}")]
    [InlineData("clientSecret", "hunter2")]
    public void A_refusal_has_no_path_for_which_the_engine_prints_a_secret(string name, string value)
    {
        var answer = _provider.CheckConfig(PropertyMap.Empty, PropertyMap.Empty.With(name, value));

        Assert.NotEmpty(answer.Errors);
        Assert.All(answer.Errors, failure => Assert.Empty(failure.Path));
        Assert.All(answer.Errors, failure => Assert.Contains(name, failure.Reason, StringComparison.Ordinal));
        Assert.DoesNotContain(answer.Errors, failure => failure.Reason.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Credentials_are_stored_as_secrets()
    {
        var answer = _provider.CheckConfig(
            PropertyMap.Empty,
            PropertyMap.Empty.With("host", "https://a.example").With("auth", "{\"token\":{\"accessToken\":\"t\"}}"));

        Assert.Empty(answer.Errors);
        Assert.IsType<PropertyValue.Secret>(answer.Inputs["auth"]);
        Assert.IsType<PropertyValue.Text>(answer.Inputs["host"]);
    }

    [Theory]
    [InlineData("https://b.example", false)]
    [InlineData("https://a.example/api", true)]
    [InlineData(null, true)]
    public void Credentials_of_the_environment_are_sent_only_to_their_own_server(string? environmentHost, bool isUsed)
    {
        var args = PropertyMap.Empty
            .With("host", "https://a.example")
            .With("auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "stale")));

        var settings = ProviderSettings.From(
            args,
            name => name switch { "INFISICAL_HOST" => environmentHost, "INFISICAL_TOKEN" => "t", _ => null },
            _ => "");

        Assert.Equal(isUsed, settings.EnvironmentCredentials is not null);
    }

    [Fact]
    public void Unknown_credentials_are_not_replaced_by_those_of_the_environment()
    {
        var args = PropertyMap.Empty.With(
            "auth",
            PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", PropertyValue.Unknown.Instance)));

        var settings = ProviderSettings.From(args, name => name == "INFISICAL_TOKEN" ? "t" : null, _ => "");

        Assert.Null(settings.Credentials);
        Assert.Null(settings.EnvironmentCredentials);
    }

    [Fact]
    public async Task Partial_credentials_are_reported_where_credentials_are_missing()
    {
        await using var engine = await ProviderHarness.Start();
        using var provider = new InfisicalProvider(
            new QuickTime(), name => name == "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID" ? "someone" : null);
        provider.Configure(engine.Configuration().Without("auth"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => provider.Create(
                new CreateCall(engine.Token, "r", engine.Check(engine.Inputs()), IsPreview: false), engine.Context));

        Assert.Contains("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET is not", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _provider.Dispose();
}
