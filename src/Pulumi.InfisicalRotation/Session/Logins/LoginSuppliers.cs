using System.Collections.Frozen;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Catalogue.Logins;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>Makes the credentials of each login method. Nothing is read here: a proof is read at its login.</summary>
internal static class LoginSuppliers
{
    private static readonly FrozenDictionary<string, Func<LoginValues, Credentials>> All =
        new Dictionary<string, Func<LoginValues, Credentials>>
        {
            [UniversalLogin.Method.Name] = Universal,
            [TokenLogin.Method.Name] = values => new Credentials.Token(values.Text(TokenLogin.AccessToken)),
            [AwsLogin.Method.Name] = Aws,
            [KubernetesLogin.Method.Name] = Kubernetes,
            [OidcLogin.Method.Name] = Oidc,
            [GcpLogin.Method.Name] = Gcp,
            [AzureLogin.Method.Name] = Azure,
            [JwtLogin.Method.Name] = values => Jwt(
                "jwt-auth", values, JwtLogin.IdentityId, values.Token(JwtLogin.Token, JwtLogin.TokenPath)!),
            [LdapLogin.Method.Name] = Ldap,
            [OciLogin.Method.Name] = Oci,
            [AlicloudLogin.Method.Name] = Alicloud,
            [TlsCertificateLogin.Method.Name] = TlsCertificate,
            [SpiffeLogin.Method.Name] = values => Jwt(
                "spiffe-auth", values, SpiffeLogin.IdentityId, values.Token(SpiffeLogin.Token, SpiffeLogin.TokenPath)!),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The credentials of a method whose required inputs have values.</summary>
    public static Credentials Make(LoginValues values) => All[values.Method.Name](values);

    private static Credentials.Universal Universal(LoginValues values) =>
        new(values.Text(UniversalLogin.ClientId), values.Text(UniversalLogin.ClientSecret));

    private static Credentials.Identity Aws(LoginValues values) => new(
        "aws-auth",
        values.Text(AwsLogin.IdentityId),
        new AwsProof(
            values.Optional(AwsLogin.Profile), values.Optional(AwsLogin.Region), values.Surroundings.ReadVariable));

    private static Credentials.Identity Kubernetes(LoginValues values) => Jwt(
        "kubernetes-auth",
        values,
        KubernetesLogin.IdentityId,
        values.Token(KubernetesLogin.Token, KubernetesLogin.TokenPath)
            ?? new FileToken(values.Surroundings.File("token file", KubernetesLogin.DefaultPath)));

    private static Credentials.Identity Oidc(LoginValues values) => Jwt(
        "oidc-auth",
        values,
        OidcLogin.IdentityId,
        values.Token(OidcLogin.Token, OidcLogin.TokenPath)
            ?? new GitHubToken(values.Optional(OidcLogin.Audience), values.Surroundings.ReadVariable));

    /// <summary>The CLI has two names: one for the metadata server, one for a key file.</summary>
    private static Credentials.Identity Gcp(LoginValues values) => Jwt(
        "gcp-auth",
        values,
        GcpLogin.IdentityId,
        values.Optional(GcpLogin.KeyPath) is { } path && values.Spelling is not GcpLogin.IdToken
            ? new GcpKeyToken(values.Surroundings.File("key file", path))
            : new GcpInstanceToken(values.Surroundings.ReadVariable));

    private static Credentials.Identity Azure(LoginValues values) => Jwt(
        "azure-auth",
        values,
        AzureLogin.IdentityId,
        new AzureToken(
            values.Optional(AzureLogin.Resource) ?? AzureToken.DefaultResource,
            values.Optional(AzureLogin.ClientId),
            values.Surroundings.ReadVariable,
            values.Surroundings.ReadFile));

    private static Credentials.Identity Ldap(LoginValues values) => new(
        "ldap-auth",
        values.Text(LdapLogin.IdentityId),
        new LdapProof(values.Text(LdapLogin.Username), values.Text(LdapLogin.Password)))
    {
        LocksOut = true,
    };

    private static Credentials.Identity Oci(LoginValues values) => new(
        "oci-auth",
        values.Text(OciLogin.IdentityId),
        new OciProof(
            values.Optional(OciLogin.Profile) ?? OciProfile.Default,
            values.Surroundings.File(
                "configuration file",
                OciProfile.Expanded(values.Optional(OciLogin.ConfigPath) ?? OciProfile.DefaultPath))));

    private static Credentials.Identity Alicloud(LoginValues values) => new(
        "alicloud-auth",
        values.Text(AlicloudLogin.IdentityId),
        new AlicloudProof(
            values.Text(AlicloudLogin.AccessKeyId),
            values.Text(AlicloudLogin.AccessKeySecret),
            values.WithSameOrigin(AlicloudLogin.SecurityToken, AlicloudLogin.AccessKeyId)));

    private static Credentials.Identity TlsCertificate(LoginValues values) => new(
        "tls-cert-auth",
        values.Text(TlsCertificateLogin.IdentityId),
        new CertificateProof(
            values.Text(TlsCertificateLogin.Certificate),
            values.Text(TlsCertificateLogin.PrivateKey),
            values.Number(TlsCertificateLogin.Port),
            values.Surroundings.ReadFile));

    private static Credentials.Identity Jwt(
        string route, LoginValues values, LoginInput identity, ITokenSource source) =>
        new(route, values.Text(identity), new JwtProof(values.Text(identity), source));
}
