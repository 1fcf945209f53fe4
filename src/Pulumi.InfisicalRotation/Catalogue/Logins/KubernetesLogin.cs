namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Kubernetes auth.</summary>
internal static class KubernetesLogin
{
    /// <summary>Where a pod finds the token of its service account.</summary>
    public const string DefaultPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private const string OwnIdentity = "INFISICAL_KUBERNETES_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput Token = LoginInput.Token(
        "token",
        "Token of the service account. It excludes `tokenPath`.",
        "INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN");

    public static readonly LoginInput TokenPath = LoginInput.Text(
        "tokenPath",
        $"File with the token of the service account, read at each login. Default: {DefaultPath}.",
        "INFISICAL_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH");

    public static readonly LoginMethod Method = new(
        "kubernetes", "Kubernetes auth: login with the token of a service account.")
    {
        Spellings = ["kubernetes-auth"],
        Inputs = [IdentityId, Token, TokenPath],
        Sources = [Token, TokenPath],
        OwnVariables = [OwnIdentity, .. Token.Variables, .. TokenPath.Variables],
    };
}
