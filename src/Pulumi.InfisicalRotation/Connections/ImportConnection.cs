using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Imports a connection by its UUID, or by <c>app/projectId/name</c> (<c>app//name</c> for one of the organization). Its
/// secrets cannot be read, so the imported inputs have none.
/// </summary>
internal sealed class ImportConnection(ConnectionType type, ProviderSession session)
{
    /// <returns>Null if there is no such connection.</returns>
    public async Task<ReadAnswer?> Run(ReadCall call, CallContext context)
    {
        try
        {
            var connection = Guid.TryParseExact(call.Id.Trim(), "D", out var id)
                ? await session.Client.GetConnectionAsync(type.App, id.ToString("D"), context.Cancelled)
                : await FindByName(call.Id.Trim(), context.Cancelled);
            if (connection is null)
            {
                return null;
            }

            if (connection.App.Length > 0 && connection.App != type.App)
            {
                throw new RefusalException(
                    RefusalKind.InvalidInput, ConnectionMessages.OtherApp(connection, type));
            }

            session.Run.Holders.RecordNew(connection.Id, context.Urn);
            context.Info(ConnectionMessages.SecretsNotCompared(connection.Name));
            var inputs = ConnectionState.ReadInputs(type, PropertyMap.Empty, PropertyMap.Empty, connection);
            return new ReadAnswer(
                connection.Id,
                ConnectionState.OutputsOf(type, inputs, PropertyMap.Empty, connection, writtenHash: null),
                inputs,
                session.Settings.RefreshBeforeUpdate);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    private Task<AppConnection?> FindByName(string id, CancellationToken cancelled)
    {
        var parts = id.Split('/');
        if (parts is not [var app, var projectId, { Length: > 0 } name] || app != type.App || name is "." or "..")
        {
            throw new RefusalException(RefusalKind.InvalidInput, ConnectionMessages.MalformedId(id, type));
        }

        return session.Client.FindConnectionByNameAsync(
            type.App, projectId.Length == 0 ? null : projectId, name, cancelled);
    }
}
