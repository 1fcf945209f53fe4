using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What the user can do about a failed request, with the names of the settings and environment variables.
/// </summary>
internal static class ApiAdvice
{
    /// <summary>The message of the failure, and the advice behind it where there is one.</summary>
    public static string WithAdvice(this ApiException fault) => fault.WithAdvice(SettingNames.Provider);

    /// <inheritdoc cref="WithAdvice(ApiException)"/>
    /// <param name="fault">The failure.</param>
    /// <param name="names">What the settings are called where the user gives them.</param>
    public static string WithAdvice(this ApiException fault, SettingNames names) =>
        For(fault, names) is { Length: > 0 } advice ? $"{fault.Message} {advice}" : fault.Message;

    private static string For(ApiException fault, SettingNames names) => fault.Hint switch
    {
        ApiHint.CheckHost => $"Check {names.Host}, or INFISICAL_HOST in the environment.",
        ApiHint.CheckServerAddress =>
            $"Check that {names.Host} is the address of Infisical itself, without a path behind it.",
        ApiHint.CheckRedirect =>
            $"Check that {names.Host} is the address of Infisical itself, without a path behind it. If an access "
            + $"proxy is in front of it, set the headers that it asks for in {names.CustomHeaders}.",
        ApiHint.CheckServerVersion =>
            $"Check that {names.Host} is an Infisical server with Secret Rotations v2 that is new enough for this "
            + "operation, and that the path of its address, if any, is right.",
        ApiHint.TrustCertificate =>
            $"If a private authority issued the server's certificate, set {names.CaCertificate}. If the server has no "
            + "TLS, begin its address with http://.",
        ApiHint.ReplaceCertificate => $"Set {names.CaCertificate} to the text or the path of a PEM file.",
        ApiHint.GiveCredentials => names.GiveCredentials,
        ApiHint.ProvideProof => fault.Choice is { } taken
            ? $"{taken.Reason} {names.Proof ?? taken.Help}".Trim()
            : $"Check {names.Credentials}.",
        ApiHint.CheckCredentials =>
            (fault.Choice is { } choice ? $"{choice.Reason} " : "")
            + $"Check {names.Credentials}, and that the credentials are of this server."
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
        ApiHint.RetryLater => names.Again,
        _ => "",
    };
}
