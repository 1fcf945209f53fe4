using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Whether somebody else wrote the credentials of a connection. Infisical changes some itself; to put those back would
/// write a password that no longer works.
/// </summary>
internal sealed class CredentialsDrift(ProviderSession session)
{
    /// <summary>Whether the next update writes the program's credentials again. Warns if they were changed.</summary>
    public async Task<bool> IsPutBack(
        ConnectionInputs inputs, PropertyMap state, AppConnection connection, CallContext context)
    {
        var stored = (state.Get(ConnectionFields.CredentialsHash.Name)?.Plain() as PropertyValue.Text)?.Value;
        if (stored is null || connection.CredentialsHash is not { Length: > 0 } hash || hash == stored
            || connection.IsPlatformManagedCredentials == true || connection.IsAutoRotationEnabled == true)
        {
            return false;
        }

        var isOwnRotation = inputs.Type.SelfRotationType is { } rotationType
            && await MayBeRotated(rotationType, connection, context.Cancelled);
        context.Warn(isOwnRotation
            ? ConnectionMessages.ChangedByRotation(connection.Name)
            : ConnectionMessages.ChangedOutOfBand(connection.Name));
        return !isOwnRotation;
    }

    /// <summary>True in any doubt: a rotation of a project that cannot be read may use the connection.</summary>
    private async Task<bool> MayBeRotated(
        string rotationType, AppConnection connection, CancellationToken cancelled)
    {
        if (connection.ProjectId is not { } projectId)
        {
            return true;
        }

        try
        {
            var rotations = await session.Reads.Rotations(projectId, null, cancelled);
            return rotations.Any(one => one.Type == rotationType && one.ConnectionId == connection.Id);
        }
        catch (ApiException)
        {
            return true;
        }
    }
}
