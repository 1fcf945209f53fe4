using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Whether somebody else wrote the credentials of a connection. Infisical changes some itself; to put those back would
/// write a password that no longer works.
/// </summary>
internal sealed class CredentialsDrift(ProviderSession session)
{
    /// <summary>Compares the hash of the credentials with that of the last write. Warns if they were changed.</summary>
    /// <param name="inputs">The inputs in the state.</param>
    /// <param name="written">The hash at the last write; null if this resource never wrote credentials.</param>
    public async Task<Drift> Of(
        ConnectionInputs inputs, string? written, AppConnection connection, CallContext context)
    {
        if (written == ConnectionState.NotWritten)
        {
            return IsChangedByInfisical(connection) ? Drift.Accepted : Drift.PutBack;
        }

        if (written is null || connection.CredentialsHash is not { Length: > 0 } hash || hash == written)
        {
            return Drift.None;
        }

        if (IsChangedByInfisical(connection))
        {
            return Drift.Accepted;
        }

        if (inputs.Type.SelfRotationType is { } rotationType
            && await MayBeRotated(rotationType, connection, context.Cancelled))
        {
            context.Warn(ConnectionMessages.ChangedByRotation(connection.Name));
            return Drift.Accepted;
        }

        if (inputs.LacksHiddenMembers)
        {
            context.Warn(ConnectionMessages.ChangedWithoutSecrets(connection.Name));
            return Drift.Accepted;
        }

        context.Warn(ConnectionMessages.ChangedOutOfBand(connection.Name));
        return Drift.PutBack;
    }

    private static bool IsChangedByInfisical(AppConnection connection) =>
        connection.IsPlatformManagedCredentials == true || connection.IsAutoRotationEnabled == true;

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

/// <summary>Whether somebody else wrote the credentials of a connection, and what follows.</summary>
internal enum Drift
{
    /// <summary>Nobody did, or it cannot be known.</summary>
    None,

    /// <summary>The next update writes those of the program again.</summary>
    PutBack,

    /// <summary>The new credentials stay.</summary>
    Accepted,
}
