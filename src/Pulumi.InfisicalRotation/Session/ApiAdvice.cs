using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What the user can do about a failed request, with the names of the settings and environment variables.
/// </summary>
internal static class ApiAdvice
{
    /// <summary>The message of the failure, and the advice behind it where there is one.</summary>
    public static string WithAdvice(this ApiException fault) =>
        For(fault) is { Length: > 0 } advice ? $"{fault.Message} {advice}" : fault.Message;

    private static string For(ApiException fault) => fault.Hint switch
    {
        ApiHint.CheckHost => $"Check {Host} of the provider, or INFISICAL_HOST in the environment.",
        ApiHint.CheckServerAddress =>
            $"Check that {Host} of the provider is the address of Infisical itself, without a path behind it.",
        ApiHint.CheckRedirect =>
            $"Check that {Host} of the provider is the address of Infisical itself, without a path behind it. If an access "
            + $"proxy is in front of it, set the headers that it asks for in {ProviderConfig.CustomHeaders.Name}.",
        ApiHint.CheckServerVersion =>
            $"Check that {Host} of the provider is an Infisical server with Secret Rotations v2 that is new enough for "
            + "this operation.",
        ApiHint.TrustCertificate =>
            $"If a private authority issued the server's certificate, set {ProviderConfig.CaCertificate.Name} of the "
            + $"provider. If the server has no TLS, begin {Host} with http://.",
        ApiHint.ReplaceCertificate =>
            $"Set {ProviderConfig.CaCertificate.Name} of the provider to the text or the path of a PEM file.",
        ApiHint.GiveCredentials =>
            $"Set {Universal} ({UniversalLogin.ClientId.Field.Name} and {UniversalLogin.ClientSecret.Field.Name}) or {Token} "
            + $"({TokenLogin.AccessToken.Field.Name}) of the provider or another method of {ProviderConfig.Auth.Name}, or "
            + "set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN, in "
            + "the environment.",
        ApiHint.ProvideProof => fault.Choice is { } taken
            ? $"{taken.Reason} {taken.Help}".Trim()
            : $"Check {ProviderConfig.Auth.Name} of the provider.",
        ApiHint.CheckCredentials =>
            (fault.Choice is { } choice ? $"{choice.Reason} " : "")
            + $"Check {ProviderConfig.Auth.Name} of the provider and the INFISICAL_ variables of the environment."
            + (fault is { LocksOut: true, IsCredentialsRefused: true, Failure: ApiFailure.Answered }
                ? " Each run tries a login only once, because Infisical locks the identity after three failures."
                : ""),
        ApiHint.CheckProof =>
            (fault.Choice is { } used ? $"{used.Reason} " : "")
            + "Infisical answers this way too if the service behind the method refuses the proof: check the credentials "
            + "that the proof is made with.",
        ApiHint.WaitForUnlock =>
            "Infisical locked the identity after too many failed logins; the credentials may be correct. "
            + "Wait some minutes, or unlock the identity in Infisical.",
        ApiHint.RetryLater => "Run pulumi up again in a minute.",
        _ => "",
    };

    private static string Host => ProviderConfig.Host.Name;

    private static string Universal => $"{ProviderConfig.Auth.Name}.{UniversalLogin.Method.Name}";

    private static string Token => $"{ProviderConfig.Auth.Name}.{TokenLogin.Method.Name}";
}
