using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Lists app connections.</summary>
internal sealed class GetAppConnectionsFunction : Function
{
    public override FunctionDefinition Definition => GetAppConnections.Definition;

    public override async Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var projectId = arguments.Text(GetAppConnections.ProjectId);
        var connections = await session.Reads.AppConnections(
            arguments.Text(GetAppConnections.App), projectId, cancelled);
        var selected = connections.Where(connection => projectId is null || connection.ProjectId == projectId);
        return InvokeAnswer.Of(PropertyMap.Empty.With(
            GetAppConnections.Connections.Name,
            new PropertyValue.List([.. selected.Select(connection =>
                new PropertyValue.Map(ConnectionResult.Of(connection, session)))])));
    }
}
