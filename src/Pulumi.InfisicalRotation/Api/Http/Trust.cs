using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Trusts configured authorities in addition to the system's.</summary>
internal static class Trust
{
    /// <summary>A check that also accepts certificates of the authorities in a PEM text.</summary>
    /// <exception cref="ApiException">The text contains no certificate that can be read.</exception>
    public static RemoteCertificateValidationCallback InAdditionTo(string pem)
    {
        var roots = Read(pem);
        return (_, certificate, chain, errors) => errors switch
        {
            SslPolicyErrors.None => true,

            // Only the authority may be unknown to the system. A wrong name or a missing certificate stays an error.
            SslPolicyErrors.RemoteCertificateChainErrors => Leads(certificate, chain, roots),
            _ => false,
        };
    }

    private static bool Leads(X509Certificate? certificate, X509Chain? sent, X509Certificate2Collection roots)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(leaf);
    }

    private static X509Certificate2Collection Read(string pem)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(pem);
        }
        catch (CryptographicException fault)
        {
            throw ApiErrors.BadCertificate(fault);
        }

        return roots.Count > 0 ? roots : throw ApiErrors.BadCertificate(cause: null);
    }
}
