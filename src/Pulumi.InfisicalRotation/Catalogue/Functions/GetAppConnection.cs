using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getAppConnection</c>.</summary>
internal static class GetAppConnection
{
    public static readonly Field ConnectionId = Field.Text("connectionId", "Id (UUID) of the connection.") with
    { Format = TextFormat.Uuid, MinLength = 1 };

    public static readonly Field App = Field.Text("app", "Slug of the app, such as `aws`.") with
    { Format = TextFormat.Slug, MinLength = 1 };

    public static readonly Field Name = Field.Text("name", "Name of the connection.") with { MinLength = 1 };

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Project of the connection. Leave it out for a connection of the organization.") with
    { MinLength = 1 };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getAppConnection",
        Description =
            "Looks up one app connection, by `connectionId` or by `app` and `name`. It is an error if there is no such " +
            "connection. With `app`, the permission to use connections is enough; otherwise the identity needs the " +
            "permission to read them.",
        Arguments = [ConnectionId, App, Name, ProjectId],
        Results = ConnectionResults.All,
        Example = PropertyMap.Empty.With("app", "aws").With("name", "aws-rotator"),
        ExampleResult = ConnectionResults.ConnectionId,
    };
}
