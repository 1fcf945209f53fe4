namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Universal auth.</summary>
internal static class UniversalLogin
{
    public static readonly LoginInput ClientId = LoginInput.Text(
        "clientId", "Client id of the machine identity.", "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID").Required();

    public static readonly LoginInput ClientSecret = LoginInput.Secret(
        "clientSecret", "Client secret of the machine identity.", "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET").Required();

    public static readonly LoginMethod Method = new(
        "universal", "Universal auth: login with a client id and a client secret.")
    {
        Spellings = ["universal-auth"],
        Inputs = [ClientId, ClientSecret],
        OwnVariables = [.. ClientId.Variables, .. ClientSecret.Variables],
    };
}
