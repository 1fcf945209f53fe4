using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for SSH.</summary>
internal static class SshConnection
{
    private static readonly Field BlockedUsers = Field.Text(
        "blockedUsers", "Accounts whose credentials must not be rotated, separated by commas.");

    public static readonly ConnectionType Type = new()
    {
        App = "ssh",
        Title = "SSH",
        Methods =
        [
            new(
                "password",
                SharedCredentials.Host,
                SharedCredentials.Port(22),
                SharedCredentials.Username,
                SharedCredentials.Password)
            { MethodMember = "authMethod" },
            new(
                "ssh-key",
                SharedCredentials.Host,
                SharedCredentials.Port(22),
                SharedCredentials.Username,
                SharedCredentials.Secret("privateKey", "PEM text of the private key."),
                Field.Text("passphrase", "Passphrase of the private key.") with
                { IsSecret = true })
            { MethodMember = "authMethod" },
        ],
        HasGateway = true,
        Configuration = Field.Object(
            ConnectionFields.ConfigurationName, "Settings for rotations that use the connection.", BlockedUsers),
    };
}
