namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>OCI auth.</summary>
internal static class OciLogin
{
    private const string OwnIdentity = "INFISICAL_OCI_AUTH_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput Profile = LoginInput.Text(
        "profile", "Profile of the configuration file. Default: DEFAULT.", "OCI_CLI_PROFILE");

    public static readonly LoginInput ConfigPath = LoginInput.Text(
        "configPath", "Configuration file of Oracle Cloud. Default: ~/.oci/config.", "OCI_CLI_CONFIG_FILE");

    public static readonly LoginMethod Method = new(
        "oci", "OCI auth: login with a signed request of a user of Oracle Cloud. No key leaves the machine.")
    {
        Spellings = ["oci-auth"],
        Inputs = [IdentityId, Profile, ConfigPath],
        OwnVariables = [OwnIdentity],
        Help = "Set auth.oci.profile or auth.oci.configPath of the provider, or OCI_CLI_PROFILE or OCI_CLI_CONFIG_FILE in " +
            "the environment.",
    };
}
