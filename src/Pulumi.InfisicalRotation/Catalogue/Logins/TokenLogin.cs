namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Token auth.</summary>
internal static class TokenLogin
{
    public static readonly LoginInput AccessToken = LoginInput.Token(
        "accessToken",
        "Access token of a machine identity.",
        "INFISICAL_TOKEN",
        "INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN",
        "INFISICAL_ACCESS_TOKEN").Required();

    public static readonly LoginMethod Method = new(
        "token", "Token auth: an existing access token. The provider does not renew it.")
    {
        Spellings = ["token-auth"],
        Inputs = [AccessToken],
        OwnVariables = AccessToken.Variables,
    };
}
