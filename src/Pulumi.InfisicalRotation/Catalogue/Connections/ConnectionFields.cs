using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>Inputs and outputs that the connections of every app have.</summary>
internal static class ConnectionFields
{
    /// <summary>Name of the input with settings beside the credentials; its members depend on the app.</summary>
    public const string ConfigurationName = "configuration";

    public static readonly Field Name = Field.Text(
        "name",
        "Name of the connection: lower-case letters, digits and single hyphens, at most 64 characters. It is unique " +
        "in the project, or among the connections of the organization. Default: the resource name as a slug.") with
    { Format = TextFormat.Slug, MinLength = 1, MaxLength = 64 };

    public static readonly Field ProjectId = Field.Text(
        "projectId",
        "Project that alone may use the connection. If it is absent, the connection belongs to the organization, " +
        "whatever the `projectId` of the provider configuration.") with
    {
        Format = TextFormat.Id,
        MinLength = 1,
        ReplacementReason = "a connection cannot be moved",
        ReplacedObject = "connection",
    };

    public static readonly Field Description = Field.Text(
        "description", "Description of the connection, at most 255 characters.") with
    { MaxLength = 255 };

    /// <summary>The method; choices and default depend on the app.</summary>
    public static readonly Field Method = Field.Text("method", "How Infisical authenticates at the app.") with
    {
        MinLength = 1,
        ReplacementReason = "the method cannot be changed",
        ReplacedObject = "connection",
    };

    /// <summary>The credentials; the members depend on app and method.</summary>
    public static readonly Field Credentials = Field.Object(
        "credentials",
        "Credentials for the app. Infisical tries them when it creates the connection and whenever they change. Its " +
        "secret members are written and never read.") with
    { IsRequired = true };

    public static readonly Field GatewayId = Field.Text(
        "gatewayId", "UUID of the gateway through which Infisical reaches the app. Default: the internet.") with
    { Format = TextFormat.Uuid };

    public static readonly Field GatewayPoolId = Field.Text(
        "gatewayPoolId", "UUID of a pool of gateways; not together with `gatewayId`. Newer servers only.") with
    { Format = TextFormat.Uuid };

    public static readonly Field IsPlatformManagedCredentials = Field.Boolean(
        "isPlatformManagedCredentials",
        "Whether Infisical takes over the password of the connection's account and changes it itself. Then nobody " +
        "else knows the password, and it cannot be turned off again. Default: false.") with
    { Default = false };

    public static readonly Field ConnectionId = Field.Text(
        "connectionId", "UUID of the connection. It is also the resource id.") with
    { IsRequired = true };

    public static readonly Field App = Field.Text("app", "Slug of the app, such as `aws`.") with { IsRequired = true };

    public static readonly Field OrganizationId = Field.Text(
        "organizationId", "UUID of the organization to which the connection belongs.");

    public static readonly Field CredentialsHash = Field.Text(
        "credentialsHash",
        "Hash of the encrypted credentials at the last write of this resource. Another hash on the server shows that " +
        "somebody else wrote them. Absent after an import, until the resource writes credentials. It reveals nothing " +
        "about the credentials.");

    public static readonly Field CreatedAt = Field.Text(
        "createdAt", "Time the connection was created (ISO 8601, UTC).");

    public static readonly Field UpdatedAt = Field.Text(
        "updatedAt", "Time of the last change of the connection (ISO 8601, UTC).");

    /// <summary>The outputs beside the inputs, in the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> Outputs =
        [ConnectionId, App, OrganizationId, CredentialsHash, CreatedAt, UpdatedAt];
}
