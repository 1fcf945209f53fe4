using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Every login method with values that are complete.</summary>
internal static class LoginCases
{
    public const string Jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl";

    private const string Identity = LoginCase.IdentityId;

    private static readonly ImmutableDictionary<string, LoginCase> All = new LoginCase[]
    {
        new(
            UniversalLogin.Method,
            Block(("clientId", "client-1"), ("clientSecret", "canary-client-secret")),
            Variables(
                ("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "client-1"),
                ("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "canary-client-secret")))
        {
            Route = "universal-auth",
            Canaries = ["canary-client-secret"],
        },
        new(TokenLogin.Method, Block(("accessToken", "canary-token")), Variables(("INFISICAL_TOKEN", "canary-token")))
        {
            Canaries = ["canary-token"],
        },
        new(
            AwsLogin.Method,
            Block(("identityId", Identity)),
            Variables(("INFISICAL_AWS_IAM_AUTH_IDENTITY_ID", Identity)))
        {
            Route = "aws-auth",
            Surroundings = Variables(
                ("AWS_ACCESS_KEY_ID", "AKIATEST"),
                ("AWS_SECRET_ACCESS_KEY", "canary-secret-key"),
                ("AWS_SESSION_TOKEN", "canary-session-token")),
            Canaries = ["canary-secret-key", "canary-session-token"],
        },
        new(
            KubernetesLogin.Method,
            Block(("identityId", Identity)),
            Variables(("INFISICAL_KUBERNETES_IDENTITY_ID", Identity)))
        {
            Route = "kubernetes-auth",
            Files = Variables((KubernetesLogin.DefaultPath, $"{Jwt}\n")),
            Canaries = [Jwt],
        },
        new(
            OidcLogin.Method,
            Block(("identityId", Identity), ("tokenVariable", "MY_TOKEN")),
            Variables(("INFISICAL_OIDC_AUTH_IDENTITY_ID", Identity), ("INFISICAL_AUTH_JWT", Jwt)))
        {
            Route = "oidc-auth",
            Surroundings = Variables(("MY_TOKEN", Jwt)),
            Canaries = [Jwt],
        },
        new(
            GcpLogin.Method,
            Block(("identityId", Identity)),
            Variables(("INFISICAL_GCP_AUTH_IDENTITY_ID", Identity)))
        {
            Route = "gcp-auth",
            Issue = _ => Answers.Text(200, Jwt),
            Canaries = [Jwt],
        },
        new(
            AzureLogin.Method,
            Block(("identityId", Identity)),
            Variables(("INFISICAL_AZURE_AUTH_IDENTITY_ID", Identity)))
        {
            Route = "azure-auth",
            Issue = _ => Answers.Json(200, $$"""{"access_token":"{{Jwt}}"}"""),
            Canaries = [Jwt],
        },
        new(
            OciLogin.Method,
            Block(("identityId", Identity), ("configPath", "oci.ini")),
            Variables(("INFISICAL_OCI_AUTH_IDENTITY_ID", Identity), ("OCI_CLI_CONFIG_FILE", "oci.ini")))
        {
            Route = "oci-auth",
            Files = Variables(("oci.ini", LoginKeys.OciConfig("key.pem")), ("key.pem", LoginKeys.Pem)),
            Canaries = [LoginKeys.PemLine],
        },
        new(
            AlicloudLogin.Method,
            Block(("identityId", Identity), ("accessKeyId", "LTAItest"), ("accessKeySecret", "canary-key-secret")),
            Variables(
                ("INFISICAL_MACHINE_IDENTITY_ID", Identity),
                ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAItest"),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "canary-key-secret")))
        {
            Route = "alicloud-auth",
            Canaries = ["canary-key-secret"],
        },
        new(
            TlsCertificateLogin.Method,
            Block(("identityId", Identity), ("certificate", LoginKeys.Certificate), ("privateKey", LoginKeys.Pem)),
            Variables(
                ("INFISICAL_MACHINE_IDENTITY_ID", Identity),
                ("INFISICAL_TLS_CERT_AUTH_CERTIFICATE", LoginKeys.Certificate),
                ("INFISICAL_TLS_CERT_AUTH_PRIVATE_KEY", "key.pem")))
        {
            Route = "tls-cert-auth",
            Files = Variables(("key.pem", LoginKeys.Pem)),
            Canaries = [LoginKeys.PemLine],
        },
        new(
            JwtLogin.Method,
            Block(("identityId", Identity), ("token", Jwt)),
            Variables(("INFISICAL_MACHINE_IDENTITY_ID", Identity), ("INFISICAL_JWT", Jwt)))
        {
            Route = "jwt-auth",
            Canaries = [Jwt],
        },
        new(
            LdapLogin.Method,
            Block(("identityId", Identity), ("username", "bot"), ("password", "canary-password")),
            Variables(
                ("INFISICAL_LDAP_AUTH_IDENTITY_ID", Identity),
                ("INFISICAL_LDAP_USERNAME", "bot"),
                ("INFISICAL_LDAP_PASSWORD", "canary-password")))
        {
            Route = "ldap-auth",
            Canaries = ["canary-password"],
        },
        new(
            SpiffeLogin.Method,
            Block(("identityId", Identity), ("tokenPath", "svid.jwt")),
            Variables(("INFISICAL_MACHINE_IDENTITY_ID", Identity), ("INFISICAL_SPIFFE_TOKEN_PATH", "svid.jwt")))
        {
            Route = "spiffe-auth",
            Files = Variables(("svid.jwt", Jwt)),
            Canaries = [Jwt],
        },
    }.ToImmutableDictionary(one => one.Method.Name);

    public static TheoryData<string> Names => [.. LoginMethods.All.Select(method => method.Name)];

    /// <summary>The methods with a login; a token needs none.</summary>
    public static TheoryData<string> WithLogin =>
        [.. LoginMethods.All.Where(method => method != TokenLogin.Method).Select(method => method.Name)];

    public static LoginCase Of(string method) => All[method];

    public static PropertyMap Block(params (string Name, string Value)[] members) => members.Aggregate(
        PropertyMap.Empty, (map, member) => map.With(member.Name, member.Value));

    public static ImmutableDictionary<string, string> Variables(params (string Name, string Value)[] pairs) =>
        pairs.ToImmutableDictionary(pair => pair.Name, pair => pair.Value);
}
