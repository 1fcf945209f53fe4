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
        if (await Find(call.Id, context.Cancelled) is not { } connection)
        {
            return null;
        }

        session.Run.Holders.RecordNew(connection.Id, context.Urn);
        context.Info(ConnectionMessages.SecretsNotCompared(connection.Name));
        return AnswerOf(connection);
    }

    /// <summary>The connection with its inputs, as far as the server shows them.</summary>
    public ReadAnswer AnswerOf(AppConnection connection)
    {
        var inputs = ConnectionState.ReadInputs(type, PropertyMap.Empty, PropertyMap.Empty, connection);
        return new ReadAnswer(
            connection.Id,
            ConnectionState.OutputsOf(type, inputs, PropertyMap.Empty, connection, writtenHash: null),
            inputs,
            session.Settings.RefreshBeforeUpdate);
    }

    /// <returns>Null if there is no such connection.</returns>
    /// <exception cref="RefusalException">It cannot be read, or belongs to another app.</exception>
    public async Task<AppConnection?> Find(string id, CancellationToken cancelled)
    {
        try
        {
            var connection = Guid.TryParseExact(id.Trim(), "D", out var uuid)
                ? await session.Client.GetConnectionAsync(type.App, uuid.ToString("D"), cancelled)
                : await FindByName(id.Trim(), cancelled);
            return connection is null || connection.App.Length == 0 || connection.App == type.App
                ? connection
                : throw new RefusalException(
                    RefusalKind.InvalidInput, ConnectionMessages.OtherApp(connection, type));
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
