using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>An app connection as a function returns it.</summary>
internal static class ConnectionResult
{
    public static PropertyMap Of(AppConnection connection, ProviderSession session)
    {
        (Field Field, PropertyValue? Value)[] results =
        [
            (ConnectionResults.ConnectionId, connection.Id),
            (ConnectionResults.Name, connection.Name),
            (ConnectionResults.App, connection.App),
            (ConnectionResults.Method, Text(connection.Method)),
            (ConnectionResults.Description, Text(connection.Description.Text)),
            (ConnectionResults.ProjectId, Text(connection.ProjectId)),
            (ConnectionResults.GatewayId, Text(connection.GatewayId.Text)),
            (ConnectionResults.IsPlatformManagedCredentials,
                connection.IsPlatformManagedCredentials is { } isManaged ? new PropertyValue.Bool(isManaged) : null),
            (ConnectionResults.CredentialsHash, Text(connection.CredentialsHash)),
            (ConnectionResults.CreatedAt, Text(connection.CreatedAt)),
            (ConnectionResults.UpdatedAt, Text(connection.UpdatedAt)),
        ];
        return session.Settings.WithMarks(PropertyMap.From(results
            .Where(result => result.Value is not null)
            .Select(result => KeyValuePair.Create(result.Field.Name, result.Value!))));
    }

    private static PropertyValue.Text? Text(string? text) =>
        string.IsNullOrEmpty(text) ? null : new PropertyValue.Text(text);
}
