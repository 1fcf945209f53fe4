using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getAppConnections</c>.</summary>
internal static class GetAppConnections
{
    public static readonly Field ProjectId = Field.Text(
        "projectId",
        "Only the connections of this project. Default: the connections of the organization, including those of its " +
        "projects.") with
    { MinLength = 1 };

    public static readonly Field App = GetAppConnection.App with
    {
        Description = "Only connections of this app (slug), such as `aws`.",
    };

    public static readonly Field Connections = Field.List(
        "connections",
        "The connections, ordered by name.",
        Field.Object("connection", "One app connection.", ConnectionResults.All) with
        { TypeName = "AppConnectionDetails" }) with
    { IsRequired = true };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getAppConnections",
        Description =
            "Lists app connections. With `app`, the permission to use connections is enough; otherwise the identity " +
            "needs the permission to read them.",
        Arguments = [ProjectId, App],
        Results = [Connections],
        Example = PropertyMap.Empty.With("app", "aws"),
        ExampleResult = Connections,
    };
}
