using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Trusts configured authorities in addition to the system's. Everything else is checked as the system does: name,
/// dates, signatures, and that the certificate is one for servers.
/// </summary>
internal static class Trust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string AlternativeNames = "2.5.29.17";
    private const X509ChainStatusFlags Unknown =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>A check that also accepts certificates of the authorities in a PEM text.</summary>
    /// <param name="pem">The certificates of the authorities.</param>
    /// <param name="host">The server, for the message about a certificate of another one.</param>
    /// <exception cref="ApiException">The text contains no certificate that can be read.</exception>
    public static RemoteCertificateValidationCallback InAdditionTo(string pem, string host)
    {
        var roots = Read(pem);
        return (_, certificate, chain, errors) => errors == SslPolicyErrors.None
            || Refusal(certificate as X509Certificate2, chain, errors, roots, host) is not { } refusal
                ? true
                : throw refusal;
    }

    // Only the authority may be unknown to the system. A wrong name or a missing certificate stays an error.
    private static CertificateRefusedException? Refusal(
        X509Certificate2? leaf,
        X509Chain? sent,
        SslPolicyErrors errors,
        X509Certificate2Collection roots,
        string host)
    {
        if (leaf is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new CertificateRefusedException("The server sent no certificate", mayBeTrusted: false);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new CertificateRefusedException(
                $"The certificate of the server is not for {host} but for {NamesOf(leaf)}", mayBeTrusted: false);
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(leaf) ? null : Explain(leaf, sent is not null && IsKnown(sent) ? sent : chain);
    }

    /// <summary>
    /// Whether the system trusts the authority, so that something else is wrong with the certificate.
    /// </summary>
    private static bool IsKnown(X509Chain ofSystem) =>
        FlagsOf(ofSystem) is not X509ChainStatusFlags.NoError and var flags && (flags & Unknown) == 0;

    private static X509ChainStatusFlags FlagsOf(X509Chain chain) => chain.ChainStatus.Aggregate(
        X509ChainStatusFlags.NoError, (all, status) => all | status.Status);

    private static CertificateRefusedException Explain(X509Certificate2 leaf, X509Chain chain)
    {
        var flags = FlagsOf(chain);
        var isUnknown = (flags & Unknown) != 0;
        var reason = flags switch
        {
            _ when isUnknown => "was issued by an authority that neither the system nor the configured CA certificate "
                + $"trusts ({leaf.Issuer})",
            _ when flags.HasFlag(X509ChainStatusFlags.NotValidForUsage) => "is not one for servers: its purposes do not "
                + "include server authentication",
            _ when flags.HasFlag(X509ChainStatusFlags.NotTimeValid) =>
                $"or that of its authority is not valid now; its own dates are {Day(leaf.NotBefore)} to "
                + Day(leaf.NotAfter),
            _ => $"is not valid ({flags})",
        };
        return new CertificateRefusedException($"The certificate of the server {reason}", isUnknown);
    }

    private static string NamesOf(X509Certificate2 leaf)
    {
        var names = leaf.Extensions[AlternativeNames] is X509SubjectAlternativeNameExtension alternatives
            ? [.. alternatives.EnumerateDnsNames(), .. alternatives.EnumerateIPAddresses().Select(ip => ip.ToString())]
            : Array.Empty<string>();
        return names.Length > 0 ? string.Join(", ", names.Take(5)) : leaf.Subject;
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
