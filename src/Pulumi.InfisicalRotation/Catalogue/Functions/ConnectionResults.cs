using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>An app connection as the functions return it, without its credentials.</summary>
internal static class ConnectionResults
{
    public static readonly Field ConnectionId = Field.Text("connectionId", "Id (UUID) of the connection.") with
    { IsRequired = true };

    public static readonly Field Name = Field.Text("name", "Name of the connection.") with { IsRequired = true };

    public static readonly Field App = Field.Text("app", "Slug of the app, such as `aws`.") with { IsRequired = true };

    public static readonly Field Method = Field.Text(
        "method",
        "How the connection authenticates, such as `access-key`. Absent if the identity may use the connection but " +
        "not read it; so are the results that follow, except `projectId`.");

    public static readonly Field Description = Field.Text("description", "Description of the connection.");

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Project of the connection. Absent for a connection of the organization.");

    public static readonly Field GatewayId = Field.Text("gatewayId", "Id of the gateway that the connection uses.");

    public static readonly Field IsPlatformManagedCredentials = Field.Boolean(
        "isPlatformManagedCredentials", "Whether Infisical took over the credentials of the connection.");

    public static readonly Field CredentialsHash = Field.Text(
        "credentialsHash",
        "Hash of the encrypted credentials. It changes whenever the credentials are written, and reveals nothing.");

    public static readonly Field CreatedAt = Field.Text("createdAt", "Time of creation (ISO 8601, UTC).");

    public static readonly Field UpdatedAt = Field.Text("updatedAt", "Time of the last change (ISO 8601, UTC).");

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        ConnectionId, Name, App, Method, Description, ProjectId, GatewayId, IsPlatformManagedCredentials,
        CredentialsHash, CreatedAt, UpdatedAt,
    ];
}
