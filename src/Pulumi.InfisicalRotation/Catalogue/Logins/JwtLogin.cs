namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>JWT auth.</summary>
internal static class JwtLogin
{
    private const string CliToken = "INFISICAL_JWT";

    public static readonly LoginInput IdentityId = IdentityInput.Of();

    public static readonly LoginInput TokenVariable = LoginInput.Text(
        "tokenVariable",
        "Name of the environment variable with the token, read at each login. It excludes `token` and `tokenPath`.");

    public static readonly LoginInput Token = LoginInput.Token(
        "token", "The token. It excludes `tokenVariable` and `tokenPath`.", CliToken, "INFISICAL_AUTH_JWT");

    public static readonly LoginInput TokenPath = LoginInput.Text(
        "tokenPath", "File with the token, read at each login. It excludes `token` and `tokenVariable`.");

    public static readonly LoginMethod Method = new(
        "jwt", "JWT auth: login with a token of an issuer that the identity trusts.")
    {
        Spellings = ["jwt-auth"],
        Inputs = [IdentityId, TokenVariable, Token, TokenPath],
        Sources = [TokenVariable, Token, TokenPath],
        NeedsSource = true,
        OwnVariables = [CliToken],
    };
}
