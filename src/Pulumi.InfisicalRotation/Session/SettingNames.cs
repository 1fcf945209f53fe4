using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What advice calls the settings. A resource has those of the provider; a command of the executable has options.
/// </summary>
internal sealed record SettingNames
{
    private const string CredentialVariables =
        "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN";

    /// <summary>The names of the provider configuration.</summary>
    public static readonly SettingNames Provider = new()
    {
        Host = $"{ProviderConfig.Host.Name} of the provider",
        CustomHeaders = ProviderConfig.CustomHeaders.Name,
        CaCertificate = $"{ProviderConfig.CaCertificate.Name} of the provider",
        GiveCredentials =
            $"Set {Universal} ({UniversalLogin.ClientId.Field.Name} and {UniversalLogin.ClientSecret.Field.Name}) or {Token} "
            + $"({TokenLogin.AccessToken.Field.Name}) of the provider or another method of {ProviderConfig.Auth.Name}, or "
            + $"set {CredentialVariables}, in the environment.",
        Credentials = $"{ProviderConfig.Auth.Name} of the provider and the INFISICAL_ variables of the environment",
        Again = "Run pulumi up again in a minute.",
    };

    /// <summary>The names where the credentials come from the environment only.</summary>
    public static readonly SettingNames Command = new()
    {
        Host = "--host",
        CustomHeaders = Session.CustomHeaders.Variable,
        CaCertificate = "--ca-certificate",
        GiveCredentials = $"Set {CredentialVariables}, in the environment.",
        Credentials = "the INFISICAL_ variables of the environment",
        Proof = "Check the environment variables of this method, or set those of another one, such as INFISICAL_TOKEN.",
        Again = "Run the command again in a minute.",
    };

    /// <summary>The address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>The headers for an access proxy.</summary>
    public required string CustomHeaders { get; init; }

    /// <summary>The certificate authority.</summary>
    public required string CaCertificate { get; init; }

    /// <summary>How credentials are given, as a sentence.</summary>
    public required string GiveCredentials { get; init; }

    /// <summary>Where the credentials are.</summary>
    public required string Credentials { get; init; }

    /// <summary>What to do where the proof of a login is missing, as a sentence; null for what the method itself says.</summary>
    public string? Proof { get; init; }

    /// <summary>How to try again, as a sentence.</summary>
    public required string Again { get; init; }

    private static string Universal => $"{ProviderConfig.Auth.Name}.{UniversalLogin.Method.Name}";

    private static string Token => $"{ProviderConfig.Auth.Name}.{TokenLogin.Method.Name}";
}
