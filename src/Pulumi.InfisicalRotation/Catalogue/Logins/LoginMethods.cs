using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Every way to log in. A new method is one line here and one in <c>LoginSuppliers</c>.</summary>
internal static class LoginMethods
{
    /// <summary>The object of the configuration that contains exactly one method.</summary>
    public const string Auth = "auth";

    /// <summary>The variable that names the method.</summary>
    public const string Variable = "INFISICAL_AUTH_METHOD";

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<LoginMethod> All =
    [
        UniversalLogin.Method,
        TokenLogin.Method,
        AwsLogin.Method,
        KubernetesLogin.Method,
        OidcLogin.Method,
        GcpLogin.Method,
        AzureLogin.Method,
        JwtLogin.Method,
        LdapLogin.Method,
        OciLogin.Method,
        AlicloudLogin.Method,
        TlsCertificateLogin.Method,
        SpiffeLogin.Method,
    ];

    /// <summary>
    /// The order in which variables choose a method if none is named: as in the Terraform provider a token comes before
    /// a client id and secret.
    /// </summary>
    public static readonly ImmutableArray<LoginMethod> ByVariables =
        [TokenLogin.Method, .. All.Where(method => method != TokenLogin.Method)];

    /// <summary>The method with a name or spelling; null for any other text.</summary>
    public static LoginMethod? Find(string spelling) => All.FirstOrDefault(
        method => method.Spellings.Prepend(method.Name).Contains(spelling, StringComparer.OrdinalIgnoreCase));
}
