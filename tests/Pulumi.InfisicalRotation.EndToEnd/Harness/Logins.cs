using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>What each login needs: a member of the configuration's <c>auth</c>, and the same in the environment.</summary>
internal sealed class Logins(Server server, string folder, Uri metadata, RSA key, Authority authority)
{
    public const string OciUser = "ocid1.user.oc1..bot";

    private const string OciKeyId = $"ocid1.tenancy.oc1..t/{OciUser}/20:3b";
    private const string AlicloudSecret = "s3cret-for-test";
    private const string TokenVariable = "CI_JOB_TOKEN";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Each method, and where several ways lead to its proof, each of them.</summary>
    public static readonly ImmutableArray<string> All =
    [
        "aws", "kubernetes", "oidc", "oidc by variable", "oidc by file", "gcp", "azure", "jwt", "ldap", "oci", "alicloud", "spiffe", "token",
        "tlsCertificate",
    ];

    private Identity Identity => server.Emulator.Seed.Identity;

    private X509Certificate2 Certificate { get; } = authority.Issue("bot.test", purpose: ClientAuthentication);

    /// <summary>Variables that the method reads for itself.</summary>
    public ImmutableDictionary<string, string> Surroundings => ImmutableDictionary<string, string>.Empty
        .Add("GCE_METADATA_HOST", metadata.Authority)
        .Add("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.ToString())
        .Add("AWS_ACCESS_KEY_ID", server.Emulator.Seed.AwsRootKey.AccessKeyId)
        .Add("AWS_SECRET_ACCESS_KEY", server.Emulator.Seed.AwsRootKey.SecretAccessKey)
        .Add("ACTIONS_ID_TOKEN_REQUEST_URL", new Uri(metadata, "/github").ToString())
        .Add("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "job-token-for-test")
        .Add(TokenVariable, Proof("oidc"));

    public static EmulatorOptions Options(RSA key, Authority authority)
    {
        var options = new EmulatorOptions { TlsCertificate = authority.Issue(), ClientAuthority = authority.Pem };
        options.OciKeys[OciKeyId] = key.ExportSubjectPublicKeyInfoPem();
        options.AlicloudKeys["LTAItest"] = AlicloudSecret;
        return options;
    }

    public static string MethodOf(string login) => login.Split(" by ")[0];

    /// <summary>The route of the login; null where the token itself is given.</summary>
    public static string? RouteOf(string login) => MethodOf(login) switch
    {
        "token" => null,
        "tlsCertificate" => "/api/v1/auth/tls-cert-auth/login",
        var method => $"/api/v1/auth/{method}-auth/login",
    };

    /// <summary>Whether a metadata server or a CI system is asked for the proof.</summary>
    public static bool AsksForProof(string login) => login is "gcp" or "azure" or "oidc";

    /// <summary>A client certificate needs TLS.</summary>
    public Uri HostOf(string login) => login == "tlsCertificate" ? server.Emulator.SecureAddress : server.Emulator.Address;

    /// <summary>The file with the authority of the server's certificate.</summary>
    public string AuthorityFile() => Write("authority.pem", authority.Pem);

    /// <summary>The value of <c>auth</c> in the configuration.</summary>
    public string Auth(string login)
    {
        var block = login switch
        {
            "kubernetes" or "spiffe" => Of(("tokenPath", Token(login))),
            "oidc by variable" => Of(("tokenVariable", TokenVariable)),
            "oidc by file" => Of(("tokenPath", Token("oidc"))),
            "jwt" => Of(("token", Proof("jwt"))),
            "token" => Of(("accessToken", server.Emulator.IssueToken(Identity))),
            "ldap" => Of(("username", Identity.LdapUsername), ("password", Identity.LdapPassword)),
            "oci" => Of(("configPath", OciConfig())),
            "alicloud" => Of(("accessKeyId", "LTAItest"), ("accessKeySecret", AlicloudSecret)),
            "tlsCertificate" => Of(("certificate", Certificate.ExportCertificatePem()), ("privateKey", PrivateKey())),
            _ => Of(),
        };
        block = login == "token" ? block : block.Add("identityId", Identity.Id);
        return new JsonObject
        {
            [MethodOf(login)] = new JsonObject(block.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        }.ToJsonString();
    }

    public ImmutableDictionary<string, string> Variables(string login) => (login switch
    {
        "kubernetes" => Of(("INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH", Token(login))),
        "spiffe" => Of(("INFISICAL_SPIFFE_TOKEN_PATH", Token(login))),
        "oidc by variable" => Of(("INFISICAL_OIDC_AUTH_TOKEN_NAME", TokenVariable)),

        // No variable names a file with this token, so it is in the variable itself.
        "oidc by file" => Of(("INFISICAL_OIDC_AUTH_JWT", Proof("oidc"))),
        "jwt" => Of(("INFISICAL_JWT", Proof("jwt"))),
        "token" => Of(("INFISICAL_TOKEN", server.Emulator.IssueToken(Identity))),
        "ldap" => Of(("INFISICAL_LDAP_USERNAME", Identity.LdapUsername), ("INFISICAL_LDAP_PASSWORD", Identity.LdapPassword)),
        "oci" => Of(("OCI_CLI_CONFIG_FILE", OciConfig())),
        "alicloud" => Of(("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAItest"), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", AlicloudSecret)),
        "tlsCertificate" => Of(
            ("INFISICAL_TLS_CERT_AUTH_CERTIFICATE", Write("client.pem", Certificate.ExportCertificatePem())),
            ("INFISICAL_TLS_CERT_AUTH_PRIVATE_KEY", Write("client.key", PrivateKey()))),
        _ => Of(),
    }).Add("INFISICAL_MACHINE_IDENTITY_ID", Identity.Id).Add("INFISICAL_AUTH_METHOD", MethodOf(login));

    private string Proof(string method) => server.Emulator.IssueProof($"{method}-auth", Identity);

    private string PrivateKey() => Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private string Token(string method) => Write("token", Proof(method));

    private string OciConfig() => Write("oci", $"""
        [DEFAULT]
        user={OciUser}
        fingerprint=20:3b
        tenancy=ocid1.tenancy.oc1..t
        region=eu-frankfurt-1
        key_file={Write("oci.pem", key.ExportPkcs8PrivateKeyPem())}
        """);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ImmutableDictionary<string, string> Of(params (string Name, string Value)[] pairs) =>
        pairs.ToImmutableDictionary(pair => pair.Name, pair => pair.Value);
}
