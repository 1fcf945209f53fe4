using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>TLS certificate auth.</summary>
internal static class TlsCertificateLogin
{
    public static readonly LoginInput IdentityId = IdentityInput.Of();

    public static readonly LoginInput Certificate = LoginInput.Text(
        "certificate",
        "Client certificate, with the authorities between it and the root. PEM text or the path of a PEM file.",
        "INFISICAL_TLS_CERT_AUTH_CERTIFICATE").Required();

    public static readonly LoginInput PrivateKey = LoginInput.Secret(
        "privateKey",
        "Private key of the certificate, without a passphrase. PEM text or the path of a PEM file.",
        "INFISICAL_TLS_CERT_AUTH_PRIVATE_KEY").Required();

    public static readonly LoginInput Port = new(Field.Integer(
        "port",
        "Port of the login, 1 to 65535. Default: 8443 for Infisical Cloud, otherwise that of `host`.") with
    { Min = 1, Max = 65535 });

    public static readonly LoginMethod Method = new(
        "tlsCertificate", "TLS certificate auth: login by mutual TLS. Only the login uses the certificate.")
    {
        Spellings = ["tls-cert", "tls-cert-auth"],
        Inputs = [IdentityId, Certificate, PrivateKey, Port],
        OwnVariables = [.. Certificate.Variables, .. PrivateKey.Variables],
        Help = "Set auth.tlsCertificate.certificate and auth.tlsCertificate.privateKey of the provider, or " +
            "INFISICAL_TLS_CERT_AUTH_CERTIFICATE and INFISICAL_TLS_CERT_AUTH_PRIVATE_KEY in the environment.",
    };
}
