namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>OIDC auth: the identity token of a CI system.</summary>
internal static class OidcLogin
{
    private const string OwnIdentity = "INFISICAL_OIDC_AUTH_IDENTITY_ID";
    private const string CliToken = "INFISICAL_JWT";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput TokenVariable = LoginInput.Text(
        "tokenVariable",
        "Name of the environment variable with the token, read at each login. It excludes `token` and `tokenPath`.",
        "INFISICAL_OIDC_AUTH_TOKEN_NAME",
        "INFISICAL_OIDC_AUTH_TOKEN_KEY_NAME");

    public static readonly LoginInput Token = LoginInput.Token(
        "token",
        "The token. It excludes `tokenVariable` and `tokenPath`.",
        "INFISICAL_AUTH_JWT",
        CliToken,
        "INFISICAL_OIDC_AUTH_JWT");

    public static readonly LoginInput TokenPath = LoginInput.Text(
        "tokenPath", "File with the token, read at each login. It excludes `token` and `tokenVariable`.");

    public static readonly LoginInput Audience = LoginInput.Text(
        "audience", "Audience of the token that is requested from GitHub Actions. Default: that of GitHub Actions.");

    public static readonly LoginMethod Method = new(
        "oidc",
        "OIDC auth: login with the identity token of a CI system. Without `token`, `tokenVariable` and `tokenPath`, the " +
        "token is requested from GitHub Actions; the job needs the permission `id-token: write`.")
    {
        Spellings = ["oidc-auth"],
        Inputs = [IdentityId, TokenVariable, Token, TokenPath, Audience],
        Sources = [TokenVariable, Token, TokenPath],
        OwnVariables =
            [OwnIdentity, .. TokenVariable.Variables, .. Token.Variables.Where(variable => variable != CliToken)],
    };
}
