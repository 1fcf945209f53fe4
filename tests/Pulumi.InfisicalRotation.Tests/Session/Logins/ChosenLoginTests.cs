using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session.Logins;

/// <summary>Which login method is used, and why.</summary>
public sealed class ChosenLoginTests
{
    private const string Identity = LoginCase.IdentityId;

    [Theory]
    [InlineData("kubernetes", "INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH")]
    [InlineData("kubernetes", "INFISICAL_KUBERNETES_IDENTITY_ID")]
    [InlineData("oidc", "INFISICAL_AUTH_JWT")]
    [InlineData("oidc", "INFISICAL_OIDC_AUTH_TOKEN_NAME")]
    [InlineData("oidc", "INFISICAL_OIDC_AUTH_TOKEN_KEY_NAME")]
    [InlineData("jwt", "INFISICAL_JWT")]
    [InlineData("spiffe", "INFISICAL_SPIFFE_TOKEN_PATH")]
    public void A_variable_of_one_method_chooses_it(string method, string variable)
    {
        var settings = From(("INFISICAL_MACHINE_IDENTITY_ID", Identity), (variable, "value"));

        Assert.Equal(
            $"The login method is {method}, because {variable} is set.", settings.EnvironmentCredentials!.Choice!.Reason);
    }

    [Fact]
    public void A_named_method_comes_before_a_token_and_a_token_before_all_others()
    {
        (string, string)[] all =
        [
            ("INFISICAL_MACHINE_IDENTITY_ID", Identity), ("INFISICAL_AUTH_JWT", "j"), ("INFISICAL_JWT", "j"),
            ("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "i"), ("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "s"),
        ];

        Assert.IsType<Credentials.Universal>(From(all).EnvironmentCredentials);
        Assert.IsType<Credentials.Token>(From([.. all, ("INFISICAL_TOKEN", "t")]).EnvironmentCredentials);
        Assert.Equal(
            "The login method is jwt, because INFISICAL_AUTH_METHOD is jwt-auth.",
            From([.. all, ("INFISICAL_TOKEN", "t"), ("INFISICAL_AUTH_METHOD", "jwt-auth")])
                .EnvironmentCredentials!.Choice!.Reason);
    }

    [Theory]
    [InlineData("gcp-iam", true)]
    [InlineData("gcp-id-token", false)]
    public void The_login_with_a_key_file_needs_the_file(string spelling, bool isMissing)
    {
        var settings = From(("INFISICAL_AUTH_METHOD", spelling), ("INFISICAL_MACHINE_IDENTITY_ID", Identity));

        Assert.Equal(isMissing, settings.EnvironmentCredentials is null);
    }

    [Theory]
    [InlineData(
        "INFISICAL_MACHINE_IDENTITY_ID", Identity, "INFISICAL_MACHINE_IDENTITY_ID is set, but INFISICAL_AUTH_METHOD is not.")]
    [InlineData("INFISICAL_JWT", "j", "INFISICAL_JWT is set, but INFISICAL_MACHINE_IDENTITY_ID is not.")]
    [InlineData(
        "INFISICAL_LDAP_USERNAME",
        "bot",
        "INFISICAL_LDAP_USERNAME is set, but INFISICAL_MACHINE_IDENTITY_ID and INFISICAL_LDAP_PASSWORD are not.")]
    [InlineData(
        "INFISICAL_AUTH_METHOD",
        "kerberos",
        "INFISICAL_AUTH_METHOD is kerberos, which is no login method of this provider; give one of universal, token,")]
    [InlineData(
        "INFISICAL_AUTH_METHOD",
        "ldap-auth",
        "INFISICAL_AUTH_METHOD is ldap-auth, but the environment has no credentials for that method: set "
        + "INFISICAL_MACHINE_IDENTITY_ID and INFISICAL_LDAP_USERNAME and INFISICAL_LDAP_PASSWORD.")]
    public void What_is_missing_in_the_environment_is_named(string variable, string value, string message)
    {
        var settings = From((variable, value));

        Assert.Null(settings.EnvironmentCredentials);
        Assert.StartsWith(message, settings.PartialCredentials, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_id_that_is_none_is_reported_before_a_login()
    {
        using var provider = new InfisicalProvider(
            TimeProvider.System, name => name == "INFISICAL_MACHINE_IDENTITY_ID" ? "not-an-id" : null);

        var answer = provider.CheckConfig(
            PropertyMap.Empty,
            PropertyMap.Empty.With("auth", PropertyMap.Empty.With(
                "ldap", LoginCases.Block(("username", "bot"), ("password", "hush")))));

        Assert.StartsWith(
            "The environment variable INFISICAL_MACHINE_IDENTITY_ID is invalid; give a UUID",
            Assert.Single(answer.Errors).Reason.Trim(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubernetes", "token", "tokenPath", "tokenPath")]
    [InlineData("oidc", "tokenVariable", "token", "token")]
    [InlineData("oidc", "token", "tokenPath", "tokenPath")]
    [InlineData("jwt", "tokenVariable", "tokenPath", "tokenPath")]
    [InlineData("spiffe", "token", "tokenPath", "tokenPath")]
    public void Two_sources_of_one_proof_are_an_error(string method, string one, string other, string reported)
    {
        var block = LoginCases.Block(("identityId", Identity), (one, "a"), (other, "b"));

        var error = Assert.Single(SettingsCheck.Check(
            PropertyMap.Empty.With("auth", PropertyMap.Empty.With(method, block))));

        Assert.Equal($"auth.{method}.{reported}", error.Path);
    }

    [Theory]
    [InlineData("jwt", "Set auth.jwt.tokenVariable, auth.jwt.token or auth.jwt.tokenPath of the provider, or INFISICAL_JWT")]
    [InlineData("spiffe", "Set auth.spiffe.token or auth.spiffe.tokenPath of the provider")]
    public void A_method_without_any_source_of_its_proof_is_an_error(string method, string help)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);

        var answer = provider.CheckConfig(
            PropertyMap.Empty,
            PropertyMap.Empty.With(
                "auth", PropertyMap.Empty.With(method, LoginCases.Block(("identityId", Identity)))));

        Assert.Contains(help, Assert.Single(answer.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_in_the_configuration_replaces_those_of_the_environment()
    {
        var args = PropertyMap.Empty.With("auth", PropertyMap.Empty.With(
            "kubernetes", LoginCases.Block(("identityId", Identity), ("tokenPath", "mine"))));

        var settings = ProviderSettings.From(
            args, name => name == "INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN" ? "theirs" : null, _ => "");

        Assert.Equal(
            ProviderSettings.From(args, _ => null, _ => "").Credentials!.ToString(), settings.Credentials!.ToString());
        Assert.Empty(settings.Credentials.Secrets);
    }

    [Fact]
    public async Task Credentials_of_the_environment_replace_a_configured_proof_that_is_missing()
    {
        var login = LoginCases.Of("kubernetes");
        var settings = login.Configured(("INFISICAL_TOKEN", "t"));
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = (login with { Files = login.Files.Clear() }).Client(
            ProviderSettings.From(
                PropertyMap.Empty.With("auth", PropertyMap.Empty.With("kubernetes", login.Block)),
                name => name == "INFISICAL_TOKEN" ? "t" : null,
                path => throw new FileNotFoundException(path)),
            server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken);

        Assert.NotNull(settings.EnvironmentCredentials);
        Assert.Equal("t", Assert.Single(server.Requests).Token);
    }

    [Fact]
    public async Task A_refused_token_says_where_it_comes_from()
    {
        var login = LoginCases.Of("token");
        using var server = new StubServer(_ => Answers.TokenExpired());
        using var client = login.Client(login.Ambient(spelling: null), server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));

        Assert.Contains(
            "The login method is token, because INFISICAL_TOKEN is set.", failure.WithAdvice(), StringComparison.Ordinal);
    }

    private static ProviderSettings From(params (string Name, string Value)[] variables) => ProviderSettings.From(
        PropertyMap.Empty, name => variables.FirstOrDefault(pair => pair.Name == name).Value, _ => "");

    [Fact]
    public void A_misspelled_method_does_not_log_in_as_somebody_else()
    {
        var settings = From(("INFISICAL_TOKEN", "t"), ("INFISICAL_AUTH_METHOD", "kubernets"));

        Assert.Null(settings.EnvironmentCredentials);
        Assert.Contains("kubernets", settings.PartialCredentials, StringComparison.Ordinal);
    }
}
