using System.Net.Security;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>The certificate of a login by mutual TLS, and where it is sent.</summary>
/// <param name="Context">The certificate with its key and its chain.</param>
/// <param name="Port">The port of the login; null for the usual one of the host.</param>
internal sealed record ClientCertificate(SslStreamCertificateContext Context, int? Port) : IDisposable
{
    private const int CloudPort = 8443;
    private const string Cloud = "infisical.com";

    /// <summary>
    /// The address of the login. Infisical's clouds ask for certificates on a port of their own; a server of one's own
    /// has it where its proxy has it.
    /// </summary>
    /// <exception cref="MissingProofException">The host has no TLS, in which alone a certificate is shown.</exception>
    public Uri AddressOf(Uri host) =>
        host.Scheme != Uri.UriSchemeHttps ? throw new MissingProofException(ProofMessages.CertificateNeedsTls)
        : Port is { } port ? WithPort(host, port) : IsCloud(host) ? WithPort(host, CloudPort) : host;

    /// <summary>Ends the use of the certificate. Some systems keep its key in a file until then.</summary>
    public void Dispose() => Context.TargetCertificate.Dispose();

    public override string ToString() => "ClientCertificate { [secret] }";

    private static bool IsCloud(Uri host) =>
        host.Host == Cloud || host.Host.EndsWith($".{Cloud}", StringComparison.OrdinalIgnoreCase);

    private static Uri WithPort(Uri host, int port) => new UriBuilder(host) { Port = port }.Uri;
}
