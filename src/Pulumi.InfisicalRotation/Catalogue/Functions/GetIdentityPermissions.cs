using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getIdentityPermissions</c>.</summary>
internal static class GetIdentityPermissions
{
    public static readonly Field Environment = Field.Text(
        "environment", "Only this environment (slug). Default: every environment.") with
    { Format = TextFormat.Slug, MinLength = 1 };

    public static readonly Field SecretPath = Field.Text(
        "secretPath", "Only this folder, such as `/services`. Default: every folder.") with
    { Format = TextFormat.FolderPath, MinLength = 1 };

    public static readonly Field ConnectionId = Field.Text(
        "connectionId", "Only this app connection (UUID). Default: every connection.") with
    { Format = TextFormat.Uuid, MinLength = 1 };

    public static readonly Field Json = Field.Text(
        "json", "The permissions of the project role, as a JSON list in the form of Infisical's API.") with
    { IsRequired = true };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getIdentityPermissions",
        Description =
            "Returns the permissions that the project role of the provider's machine identity needs to manage " +
            "rotations. A connection of the organization also needs an organization role with the action `connect` " +
            "on `app-connections`. Nothing is requested.",
        Arguments = [Environment, SecretPath, ConnectionId],
        Results = [Json],
        Example = PropertyMap.Empty.With("environment", "dev").With("secretPath", "/"),
        ExampleResult = Json,
    };
}
