using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class ApiAdviceTests
{
    public static TheoryData<string> Hints => [.. Enum.GetNames<ApiHint>()];

    [Theory]
    [InlineData(nameof(ApiHint.CheckHost), "Check host of the provider, or INFISICAL_HOST in the environment.")]
    [InlineData(
        nameof(ApiHint.CheckServerAddress),
        "Check that host of the provider is the address of Infisical itself")]
    [InlineData(nameof(ApiHint.CheckServerVersion), "new enough for this operation")]
    [InlineData(nameof(ApiHint.CheckServerVersion), "that the path of its address, if any, is right.")]
    [InlineData(nameof(ApiHint.TrustCertificate), "set caCertificate of the provider")]
    [InlineData(
        nameof(ApiHint.ReplaceCertificate),
        "Set caCertificate of the provider to the text or the path of a PEM file.")]
    [InlineData(
        nameof(ApiHint.GiveCredentials),
        "Set auth.universal (clientId and clientSecret) or auth.token (accessToken) of the provider")]
    [InlineData(
        nameof(ApiHint.GiveCredentials),
        "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN")]
    [InlineData(
        nameof(ApiHint.CheckCredentials),
        "Check auth of the provider and the INFISICAL_ variables of the environment, and that the credentials are of this server.")]
    [InlineData(nameof(ApiHint.WaitForUnlock), "Wait some minutes")]
    [InlineData(nameof(ApiHint.RetryLater), "Run pulumi up again in a minute.")]
    public void Advice_names_the_settings(string hint, string advice) =>
        Assert.Contains(advice, Failure(hint).WithAdvice(), StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(ApiHint.CheckHost), "Check --host, or INFISICAL_HOST in the environment.")]
    [InlineData(nameof(ApiHint.CheckRedirect), "in INFISICAL_CUSTOM_HEADERS.")]
    [InlineData(nameof(ApiHint.TrustCertificate), "set --ca-certificate.")]
    [InlineData(nameof(ApiHint.CheckCredentials), "Check the INFISICAL_ variables of the environment, and")]
    [InlineData(nameof(ApiHint.RetryLater), "Run the command again")]
    public void Advice_names_the_options_of_a_command(string hint, string advice) =>
        Assert.Contains(advice, Failure(hint).WithAdvice(SettingNames.Command), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Hints))]
    public void Advice_for_a_command_names_no_setting_of_the_provider(string hint)
    {
        var failure = Failure(hint);
        var text = failure.WithAdvice(SettingNames.Command);

        Assert.DoesNotContain("of the provider", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pulumi up", text, StringComparison.Ordinal);
        Assert.Equal(failure.WithAdvice() == "It failed.", text == "It failed.");
    }

    [Theory]
    [MemberData(nameof(Hints))]
    public void Every_hint_except_None_adds_its_advice_to_the_message(string hint)
    {
        var text = Failure(hint).WithAdvice();

        Assert.Equal(hint == nameof(ApiHint.None), text == "It failed.");
        Assert.Matches(@"^It failed\.( [A-Z].*\.)?$", text);
    }

    [Fact]
    public void A_refused_login_reports_that_credentials_are_tried_once()
    {
        var login = new ApiException("It failed.")
        {
            Failure = ApiFailure.Answered,
            Operation = "Logging in",
            Kind = ServerErrorKind.CredentialsRefused,
            Hint = ApiHint.CheckCredentials,
            IsLogin = true,
            LocksOut = true,
        };

        Assert.EndsWith(
            "Each run tries a login only once, because Infisical locks the identity after three failures.",
            login.WithAdvice(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_has_the_advice_once()
    {
        var failure = Failure(nameof(ApiHint.CheckHost));

        Assert.Equal(failure.WithAdvice(), failure.ToRefusal().Message);
    }

    private static ApiException Failure(string hint) =>
        new("It failed.") { Failure = ApiFailure.Answered, Operation = "Testing", Hint = Enum.Parse<ApiHint>(hint) };
}
