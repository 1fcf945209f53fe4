using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infisical.Emulator;

/// <summary>The client certificate that the proxy in front of the server hands on in a header.</summary>
internal static class ShownCertificate
{
    public const string Header = "x-identity-tls-cert-auth-client-cert";

    public static void Check(string? authority, string? header)
    {
        if (authority is null || header is null)
        {
            throw Refusal.BadRequest("Missing TLS certificate in header");
        }

        try
        {
            using var shown = X509Certificate2.CreateFromPem(Uri.UnescapeDataString(header));
            using var root = X509Certificate2.CreateFromPem(authority);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            if (chain.Build(shown))
            {
                return;
            }
        }
        catch (CryptographicException)
        {
            // Refused like any other certificate.
        }

        throw Refusal.Unauthorized("Access denied: Certificate not trusted");
    }
}
