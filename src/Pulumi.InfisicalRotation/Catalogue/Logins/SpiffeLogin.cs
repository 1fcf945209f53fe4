namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>SPIFFE auth.</summary>
internal static class SpiffeLogin
{
    public static readonly LoginInput IdentityId = IdentityInput.Of();

    public static readonly LoginInput Token = LoginInput.Token(
        "token", "The JWT-SVID. It excludes `tokenPath`.", "INFISICAL_SPIFFE_TOKEN");

    public static readonly LoginInput TokenPath = LoginInput.Text(
        "tokenPath",
        "File with the JWT-SVID, read at each login: an agent replaces it. It excludes `token`.",
        "INFISICAL_SPIFFE_TOKEN_PATH");

    public static readonly LoginMethod Method = new("spiffe", "SPIFFE auth: login with a JWT-SVID.")
    {
        Spellings = ["spiffe-auth"],
        Inputs = [IdentityId, Token, TokenPath],
        Sources = [Token, TokenPath],
        NeedsSource = true,
        OwnVariables = [.. Token.Variables, .. TokenPath.Variables],
    };
}
