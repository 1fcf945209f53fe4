using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A private certificate authority.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    /// <param name="issuer">The authority above this one; null for a root.</param>
    public Authority(Authority? issuer = null)
    {
        var name = issuer is null ? "CN=Authority for tests" : "CN=Authority between";
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
        {
            _certificate = request.CreateSelfSigned(From, Until);
            return;
        }

        request.CertificateExtensions.Add(KeyOf(issuer));
        using var issued = request.Create(issuer._certificate, From, Until, [5, 6, 7, 8]);
        _certificate = issued.CopyWithPrivateKey(_key);
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>This authority's own certificate, as a server sends it along.</summary>
    public X509Certificate2 Public => X509CertificateLoader.LoadCertificate(_certificate.RawData);

    /// <summary>A server's certificate for one address, or for another name.</summary>
    /// <param name="purpose">The only purpose of the certificate, as an object identifier; null for any.</param>
    public X509Certificate2 Issue(string? name = null, DateTimeOffset? until = null, string? purpose = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        if (purpose is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        }

        request.CertificateExtensions.Add(KeyOf(this));
        using var issued = request.Create(_certificate, From.AddDays(1), until ?? Until.AddDays(-1), [1, 2, 3, 4]);
        using var whole = issued.CopyWithPrivateKey(own);

        // A key that was only just made is not always taken by the system's TLS; one that was loaded is.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    /// <summary>Distinguishes authorities of one name.</summary>
    private static X509AuthorityKeyIdentifierExtension KeyOf(Authority issuer) =>
        X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer._certificate, true, false);
}
