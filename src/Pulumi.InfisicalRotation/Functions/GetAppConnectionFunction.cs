using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Looks up one app connection.</summary>
internal sealed class GetAppConnectionFunction : Function
{
    public override FunctionDefinition Definition => GetAppConnection.Definition;

    public override async Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var (id, name) = (arguments.Text(GetAppConnection.ConnectionId), arguments.Text(GetAppConnection.Name));
        if (WrongKey(id, name, arguments.Has(GetAppConnection.App)) is { } wrong)
        {
            return wrong;
        }

        var projectId = arguments.Text(GetAppConnection.ProjectId);
        var all = await session.Reads.AppConnections(arguments.Text(GetAppConnection.App), projectId, cancelled);
        var found = all
            .Where(connection => id is not null ? connection.Id == id : connection.Name == name)
            .Where(connection => projectId is null || connection.ProjectId == projectId)
            .ToImmutableArray();

        // A name is unique in a project, and among the connections that belong to no project.
        var ofOrganization = found.Where(connection => connection.ProjectId is null).ToImmutableArray();
        return (found.Length > 1 && ofOrganization.Length == 1 ? ofOrganization : found) switch
        {
            [var only] => InvokeAnswer.Of(ConnectionResult.Of(only, session)),
            [] => InvokeAnswer.Wrong(
                (id is null ? GetAppConnection.Name : GetAppConnection.ConnectionId).Name,
                FunctionMessages.NoConnection(id ?? name!)),
            var several => InvokeAnswer.Wrong(
                GetAppConnection.Name.Name, FunctionMessages.SeveralConnections(name!, several)),
        };
    }

    private static InvokeAnswer? WrongKey(string? id, string? name, bool hasApp) => (id, name) switch
    {
        (not null, not null) => InvokeAnswer.Wrong(
            GetAppConnection.ConnectionId.Name, FunctionMessages.TwoKeys(GetAppConnection.Name)),
        (null, null) => InvokeAnswer.Wrong(
            GetAppConnection.ConnectionId.Name,
            FunctionMessages.KeyMissing(GetAppConnection.ConnectionId, GetAppConnection.Name)),
        (null, not null) when !hasApp => InvokeAnswer.Wrong(
            GetAppConnection.App.Name,
            FunctionMessages.RequiredWith(GetAppConnection.App, GetAppConnection.Name)),
        _ => null,
    };
}
