using System.Collections.Immutable;
using System.Security.Cryptography;
using Infisical.Emulator;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>What each login method needs: a member of the configuration's <c>auth</c>, and the same in the environment.</summary>
internal sealed class Logins(Server server, string folder, Uri metadata, RSA key)
{
    public const string OciUser = "ocid1.user.oc1..bot";

    private const string OciKeyId = $"ocid1.tenancy.oc1..t/{OciUser}/20:3b";
    private const string AlicloudSecret = "s3cret-for-test";

    public static readonly ImmutableArray<string> Methods =
        ["aws", "kubernetes", "oidc", "gcp", "azure", "jwt", "ldap", "oci", "alicloud", "spiffe"];

    private Identity Identity => server.Emulator.Seed.Identity;

    /// <summary>Variables that the method reads for itself.</summary>
    public ImmutableDictionary<string, string> Surroundings => ImmutableDictionary<string, string>.Empty
        .Add("GCE_METADATA_HOST", metadata.Authority)
        .Add("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.ToString())
        .Add("AWS_ACCESS_KEY_ID", server.Emulator.Seed.AwsRootKey.AccessKeyId)
        .Add("AWS_SECRET_ACCESS_KEY", server.Emulator.Seed.AwsRootKey.SecretAccessKey)
        .Add("ACTIONS_ID_TOKEN_REQUEST_URL", new Uri(metadata, "/github").ToString())
        .Add("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "job-token-for-test");

    public static EmulatorOptions Options(RSA key)
    {
        var options = new EmulatorOptions();
        options.OciKeys[OciKeyId] = key.ExportSubjectPublicKeyInfoPem();
        options.AlicloudKeys["LTAItest"] = AlicloudSecret;
        return options;
    }

    /// <summary>The members of the method beside the identity, as JSON without braces.</summary>
    public string Block(string method) => method switch
    {
        "kubernetes" or "spiffe" => $"\"tokenPath\":\"{Token(method)}\"",
        "jwt" => $"\"token\":\"{server.Emulator.IssueProof("jwt-auth", Identity)}\"",
        "ldap" => $"\"username\":\"{Identity.LdapUsername}\",\"password\":\"{Identity.LdapPassword}\"",
        "oci" => $"\"configPath\":\"{OciConfig()}\"",
        "alicloud" => $"\"accessKeyId\":\"LTAItest\",\"accessKeySecret\":\"{AlicloudSecret}\"",
        _ => "",
    };

    public ImmutableDictionary<string, string> Variables(string method) => (method switch
    {
        "kubernetes" => Of(("INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH", Token(method))),
        "spiffe" => Of(("INFISICAL_SPIFFE_TOKEN_PATH", Token(method))),
        "jwt" => Of(("INFISICAL_JWT", server.Emulator.IssueProof("jwt-auth", Identity))),
        "ldap" => Of(("INFISICAL_LDAP_USERNAME", Identity.LdapUsername), ("INFISICAL_LDAP_PASSWORD", Identity.LdapPassword)),
        "oci" => Of(("OCI_CLI_CONFIG_FILE", OciConfig())),
        "alicloud" => Of(("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAItest"), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", AlicloudSecret)),
        _ => Of(),
    }).Add("INFISICAL_MACHINE_IDENTITY_ID", Identity.Id).Add("INFISICAL_AUTH_METHOD", method);

    private string Token(string method) => Write("token", server.Emulator.IssueProof($"{method}-auth", Identity));

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
