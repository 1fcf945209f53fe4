namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>GCP auth.</summary>
internal static class GcpLogin
{
    /// <summary>The CLI's name for the login with the token of a metadata server.</summary>
    public const string IdToken = "gcp-id-token";

    /// <summary>The name of the login with a key file in INFISICAL_AUTH_METHOD.</summary>
    public const string KeyFile = "gcp-iam";

    private const string OwnIdentity = "INFISICAL_GCP_AUTH_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput KeyPath = LoginInput.Text(
        "serviceAccountKeyPath",
        "Key file of a service account, for the type IAM of the identity. Google Cloud signs a token for the account; the " +
        "IAM Service Account Credentials API must be enabled. Default: the identity token of the metadata server, for " +
        "the type GCE.",
        "INFISICAL_GCP_IAM_SERVICE_ACCOUNT_KEY_FILE_PATH");

    public static readonly LoginMethod Method = new(
        "gcp", "GCP auth: login with an identity token of Google Cloud.")
    {
        Spellings = [IdToken, KeyFile, "gcp-auth"],
        Inputs = [IdentityId, KeyPath],
        OwnVariables = [OwnIdentity, .. KeyPath.Variables],
        Help = "Outside Google Cloud, set auth.gcp.serviceAccountKeyPath of the provider, or " +
            "INFISICAL_GCP_IAM_SERVICE_ACCOUNT_KEY_FILE_PATH in the environment.",
    };
}
