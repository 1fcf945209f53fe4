using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>Settings and credentials that come from the environment, and their order.</summary>
public sealed class EnvironmentSettingsTests
{
    private const string ClientId = "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID";
    private const string ClientSecret = "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET";
    private const string Method = "INFISICAL_AUTH_METHOD";

    private static readonly (string, string)[] Universal = [(ClientId, " i "), (ClientSecret, "s\n")];

    [Theory]
    [InlineData("INFISICAL_TOKEN")]
    [InlineData("INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN")]
    [InlineData("INFISICAL_ACCESS_TOKEN")]
    public void A_token_has_three_names(string variable)
    {
        Assert.Equal(new Credentials.Token("t"), From((variable, " t ")).EnvironmentCredentials);
        Assert.Null(From((variable, "  ")).EnvironmentCredentials);
    }

    [Theory]
    [InlineData("http://me:hunter%2122@proxy:3128", "hunter%2122", "hunter!22", "bWU6aHVudGVyITIy")]
    [InlineData("me:p/w@x@proxy", "p/w@x", "p/w@x", "bWU6cC93QHg=")]
    [InlineData("http://proxy:3128")]
    [InlineData("http://@proxy:3128")]
    public void The_password_for_a_proxy_is_a_secret(string proxy, params string[] secrets)
    {
        string[] names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
        foreach (var name in names)
        {
            var settings = new EnvironmentSettings(variable => variable == name ? proxy : null);

            Assert.All(secrets, secret => Assert.Contains(secret, settings.ProxySecrets));
            Assert.Equal(secrets.Length == 0, settings.ProxySecrets.IsEmpty);
        }
    }

    [Fact]
    public void The_first_name_of_a_token_and_of_a_host_wins()
    {
        var settings = From(
            ("INFISICAL_ACCESS_TOKEN", "3"), ("INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN", "2"), ("INFISICAL_TOKEN", "1"),
            ("INFISICAL_API_URL", "https://c.example/api"), ("INFISICAL_DOMAIN", "https://b.example"),
                ("INFISICAL_HOST", "https://a.example"));

        Assert.Equal(
            (new Credentials.Token("1"), new Uri("https://a.example")),
            (settings.EnvironmentCredentials, settings.Host));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("universal", false)]
    [InlineData("universal-auth", false)]
    [InlineData("token", true)]
    public void An_explicit_method_takes_precedence_over_a_token(string? method, bool isToken)
    {
        var settings =
            From([.. Universal, ("INFISICAL_TOKEN", "t"), .. method is null ? [] : new[] { (Method, method) }]);

        Assert.Equal(
            isToken ? new Credentials.Token("t") : new Credentials.Universal("i", "s"),
            settings.EnvironmentCredentials);
        Assert.Null(settings.PartialCredentials);
    }

    [Fact]
    public void Partial_credentials_are_reported_and_not_used()
    {
        Assert.Equal($"{ClientId} is set, but {ClientSecret} is not.", From((ClientId, "i")).PartialCredentials);
        Assert.Equal($"{ClientSecret} is set, but {ClientId} is not.", From((ClientSecret, "s")).PartialCredentials);
        Assert.Null(From((ClientSecret, "s")).EnvironmentCredentials);
        Assert.Null(From(Universal).PartialCredentials);
        Assert.StartsWith(
            $"{Method} is token, but the environment has no credentials", From([.. Universal, (Method, "token")]).PartialCredentials,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Method} is universal, but the environment has no credentials", From((Method, "universal")).PartialCredentials,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Method} is kubernetes, but the environment has no credentials", From((Method, "kubernetes")).PartialCredentials,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_takes_precedence_and_the_source_is_known()
    {
        (string, string)[] variables =
            [("INFISICAL_PROJECT_ID", "p-env"), ("INFISICAL_ENVIRONMENT", "e-env"),
                ("INFISICAL_AUTH_ORGANIZATION_SLUG", "o-env")];
        var configured = PropertyMap.Empty.With("projectId", " p ").With("environment", "e")
            .With("organizationSlug", "o");

        var ambient = From(variables);
        var settings = From(configured, variables);

        Assert.Equal(("p-env", "e-env", "o-env"), (ambient.ProjectId, ambient.Environment, ambient.OrganizationSlug));
        Assert.Equal((false, false), (ambient.IsProjectConfigured, ambient.IsEnvironmentConfigured));
        Assert.Equal(("p", "e", "o"), (settings.ProjectId, settings.Environment, settings.OrganizationSlug));
        Assert.Equal((true, true), (settings.IsProjectConfigured, settings.IsEnvironmentConfigured));
        Assert.Null(From().ProjectId);
    }

    [Fact]
    public void Limits_of_requests_have_defaults()
    {
        var settings = From();
        var other =
            From(PropertyMap.Empty.With("requestTimeoutSeconds", 3d).With("maxRetries", 0d)
            .With("refreshBeforeUpdate", false));

        Assert.Equal(
            (TimeSpan.FromSeconds(60), 5, true),
            (settings.RequestTimeout, settings.MaxRetries, settings.RefreshBeforeUpdate));
        Assert.Equal(
            (TimeSpan.FromSeconds(3), 0, false), (other.RequestTimeout, other.MaxRetries, other.RefreshBeforeUpdate));
    }

    [Theory]
    [InlineData("requestTimeoutSeconds", 1d, true)]
    [InlineData("requestTimeoutSeconds", 3600d, true)]
    [InlineData("requestTimeoutSeconds", 0d, false)]
    [InlineData("requestTimeoutSeconds", 3601d, false)]
    [InlineData("requestTimeoutSeconds", 1.5, false)]
    [InlineData("maxRetries", 0d, true)]
    [InlineData("maxRetries", 100d, true)]
    [InlineData("maxRetries", -1d, false)]
    [InlineData("maxRetries", 101d, false)]
    public void A_limit_has_a_range(string name, double value, bool fits) =>
        Assert.Equal(
            fits ? [] : [name],
            SettingsCheck.Check(PropertyMap.Empty.With(name, value)).Select(finding => finding.Path));

    [Fact]
    public void A_certificate_is_text_or_a_file_that_can_be_read()
    {
        const string Pem = "-----BEGIN CERTIFICATE-----";
        var path = PropertyMap.Empty.With("caCertificate", "ca.pem");

        Assert.Equal(
            Pem, ProviderSettings.From(
                PropertyMap.Empty.With("caCertificate", Pem), _ => null, _ => "read").CaCertificate!());
        Assert.Equal("read ca.pem", ProviderSettings.From(path, _ => null, name => $"read {name}").CaCertificate!());
        Exception[] faults =
            [
                new IOException(), new UnauthorizedAccessException(), new ArgumentException("no"),
                new NotSupportedException(),
            ];
        foreach (var fault in faults)
        {
            var settings = ProviderSettings.From(path, _ => null, _ => throw fault);

            Assert.Null(settings.Fault);
            Assert.Equal(
                ApiFailure.NotConfigured, Assert.Throws<ApiException>(() => settings.CaCertificate!()).Failure);
        }
    }

    [Theory]
    [InlineData("auth", "{\"token\":{\"accessToken\":\"t\"}}", true)]
    [InlineData("auth", "{}", false)]
    [InlineData(
        "auth", "{\"token\":{\"accessToken\":\"t\"},\"universal\":{\"clientId\":\"i\",\"clientSecret\":\"s\"}}", false)]
    [InlineData("auth", "{\"token\":\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\",\"universal\":null}", true)]
    public void One_method_is_given(string name, string json, bool fits)
    {
        var findings = SettingsCheck.Check(SettingsCheck.Decode(PropertyMap.Empty.With(name, json)));

        Assert.Equal(fits ? [] : [(name, true)], findings.Select(finding => (finding.Path, finding.IsHidden)));
    }

    [Fact]
    public void A_secret_mark_around_JSON_text_is_kept_and_other_text_is_unchanged()
    {
        var args = PropertyMap.Empty
            .With("maxRetries", new PropertyValue.Secret("3"))
                .With("refreshBeforeUpdate", new PropertyValue.Output("false", true, [])).With("host", "3")
            .With("requestTimeoutSeconds", "{");

        var decoded = SettingsCheck.Decode(args);

        Assert.Equal(new PropertyValue.Secret(3d), decoded["maxRetries"]);
        Assert.Equal(new PropertyValue.Output(false, true, []), decoded["refreshBeforeUpdate"]);
        Assert.Equal(
            ("3", "{"),
            (((PropertyValue.Text)decoded["host"]).Value,
            ((PropertyValue.Text)decoded["requestTimeoutSeconds"]).Value));
    }

    private static ProviderSettings From(params (string Name, string Value)[] variables) =>
        From(PropertyMap.Empty, variables);

    private static ProviderSettings From(PropertyMap args, params (string Name, string Value)[] variables) =>
        ProviderSettings.From(args, name => variables.FirstOrDefault(pair => pair.Name == name).Value, _ => "");
}
