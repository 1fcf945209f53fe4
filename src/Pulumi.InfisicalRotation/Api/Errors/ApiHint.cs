namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// What the user can do about a failed request. The caller turns it into a sentence, since it knows the names of the
/// settings.
/// </summary>
internal enum ApiHint
{
    /// <summary>The message says it all.</summary>
    None,

    /// <summary>Check the address of the server: nothing answers there.</summary>
    CheckHost,

    /// <summary>Check that the address is that of Infisical itself: something else answers there.</summary>
    CheckServerAddress,

    /// <summary>Check the address, or what a proxy in front of the server asks for: it redirects elsewhere.</summary>
    CheckRedirect,

    /// <summary>Check that the server is new enough: it does not know the route.</summary>
    CheckServerVersion,

    /// <summary>
    /// Trust the authority of the server's certificate, or use plain HTTP where the server has no TLS.
    /// </summary>
    TrustCertificate,

    /// <summary>Give another CA certificate: this one cannot be read.</summary>
    ReplaceCertificate,

    /// <summary>Give credentials: there are none.</summary>
    GiveCredentials,

    /// <summary>Provide the proof for a login: it cannot be had.</summary>
    ProvideProof,

    /// <summary>Check the credentials: the server refused them.</summary>
    CheckCredentials,

    /// <summary>Check the credentials that the proof was made with: the server could not verify it.</summary>
    CheckProof,

    /// <summary>Wait until the server accepts logins of this identity again.</summary>
    WaitForUnlock,

    /// <summary>Try again in a minute: the server is busy with the same object.</summary>
    RetryLater,
}
