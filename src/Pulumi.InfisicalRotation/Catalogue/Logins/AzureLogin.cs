namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Azure auth.</summary>
internal static class AzureLogin
{
    private const string OwnIdentity = "INFISICAL_AZURE_AUTH_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput Resource = LoginInput.Text(
        "resource",
        "Resource that the access token is for: the audience of the identity. Default: https://management.azure.com/.");

    public static readonly LoginInput ClientId = LoginInput.Text(
        "clientId",
        "Client id of a user-assigned managed identity. With workload identity, the default is AZURE_CLIENT_ID.");

    public static readonly LoginMethod Method = new(
        "azure",
        "Azure auth: login with an access token of a managed identity, or by workload identity where " +
        "AZURE_FEDERATED_TOKEN_FILE is set.")
    {
        Spellings = ["azure-auth"],
        Inputs = [IdentityId, Resource, ClientId],
        OwnVariables = [OwnIdentity],
        Help = "For workload identity, set AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID and AZURE_CLIENT_ID in the " +
            "environment. If the machine has several identities, set auth.azure.clientId of the provider.",
    };
}
