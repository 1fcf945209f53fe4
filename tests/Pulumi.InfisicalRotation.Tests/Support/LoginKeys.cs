using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A private key for the logins that sign, with a certificate. It is made anew in each run.</summary>
internal static class LoginKeys
{
    public const string OciUser = "ocid1.user.oc1..user";
    public const string OciKeyId = $"ocid1.tenancy.oc1..tenancy/{OciUser}/20:3b:97";

    private static readonly RSA Key = RSA.Create(2048);

    public static string Pem { get; } = Key.ExportPkcs8PrivateKeyPem();

    /// <summary>A line of the key, by which a message that quotes it is found out.</summary>
    public static string PemLine { get; } = Pem.Split('\n')[2];

    public static string PublicPem { get; } = Key.ExportSubjectPublicKeyInfoPem();

    public static string Certificate { get; } = new CertificateRequest(
            "CN=bot", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        .CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero))
        .ExportCertificatePem();

    public static string Encrypted(string passphrase) => Key.ExportEncryptedPkcs8PrivateKeyPem(
        passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

    public static bool IsSignedBy(byte[] text, byte[] signature) =>
        Key.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string OciConfig(string keyFile, string passphrase = "") => $"""
        # written by hand
        [DEFAULT]
        user={OciUser}
        fingerprint = 20:3b:97
        tenancy=ocid1.tenancy.oc1..tenancy
        region=eu-frankfurt-1
        key_file={keyFile}
        {(passphrase.Length == 0 ? "" : $"pass_phrase={passphrase}")}

        [OTHER]
        region=us-ashburn-1
        """;

    public static string GcpKey(string tokenUri, string universe = "googleapis.com") => $$"""
        {
          "type": "service_account",
          "client_email": "bot@project.iam.gserviceaccount.com",
          "private_key_id": "k1",
          "private_key": "{{Pem.Replace("\n", "\\n", StringComparison.Ordinal)}}",
          "token_uri": "{{tokenUri}}",
          "universe_domain": "{{universe}}"
        }
        """;
}
