using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A certificate, which the login shows in its TLS handshake.</summary>
/// <param name="Certificate">PEM text of the certificate and of the authorities between, or the path of its file.</param>
/// <param name="PrivateKey">PEM text of the private key, or the path of its file.</param>
/// <param name="Port">The port of the login; null for the usual one of the host.</param>
/// <param name="ReadFile">Reads a file.</param>
internal sealed record CertificateProof(
    string Certificate, string PrivateKey, int? Port, Func<string, string> ReadFile) : IProof
{
    private const string Begin = "-----BEGIN";

    /// <summary>
    /// A longer text is no relative path of a key, unless there is such a file: it is a key in another form, such as
    /// Base64, and must not be quoted.
    /// </summary>
    private const int LongestKeyPath = 120;

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => IsPath(PrivateKey) ? [] : SecretsOf(PrivateKey);

    /// <inheritdoc/>
    public Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation)
    {
        if (!IsText(PrivateKey) && !IsPath(PrivateKey))
        {
            throw new MissingProofException(ProofMessages.CertificateUnusable);
        }

        var certificate = TextOf("certificate", Certificate);
        var key = TextOf("private key", PrivateKey);
        return Task.FromResult(new Proof([])
        {
            Certificate = new ClientCertificate(Context(certificate, key), Port),
            Secrets = SecretsOf(key),
        });
    }

    public override string ToString() => "CertificateProof { [secret] }";

    private static bool IsText(string textOrPath) => textOrPath.Contains(Begin, StringComparison.Ordinal);

    private static bool IsPath(string textOrPath) => !IsText(textOrPath)
        && (textOrPath.Length <= LongestKeyPath || TokenText.IsPath(textOrPath));

    private string TextOf(string what, string textOrPath) =>
        IsText(textOrPath) ? textOrPath : new ProofFile(what, textOrPath, ReadFile).Read();

    /// <summary>A text may quote the key as a whole or a line of it.</summary>
    private static ImmutableArray<string> SecretsOf(string pem) =>
        [pem, .. pem.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length > 0 && !line.StartsWith("-----", StringComparison.Ordinal))];

    [SuppressMessage("Reliability", "CA2000", Justification = "The certificate is used until its request ends.")]
    private static SslStreamCertificateContext Context(string certificate, string key)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);

            // Not every system's TLS takes a key that exists in memory only.
            var whole = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
            return SslStreamCertificateContext.Create(whole, chain, offline: true);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new MissingProofException(ProofMessages.CertificateUnusable);
        }
    }
}
