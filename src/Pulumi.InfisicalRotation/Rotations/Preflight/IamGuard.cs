using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// The checks of an IAM user, in a preview and before the request that issues a key. Without the block <c>aws</c> of
/// the provider configuration, and for other types, it does nothing.
/// </summary>
internal sealed class IamGuard(ProviderSession session)
{
    private readonly KeyCheck _keys = new(session);
    private readonly RotatorCheck _rotator = new(session);

    /// <param name="predecessor">The rotation that is deleted before; null for none.</param>
    /// <param name="live">The predecessor on the server; null if unknown.</param>
    public Task<IamFindings> PreviewCreate(
        RotationInputs inputs, Predecessor? predecessor, Rotation? live, CallContext context)
    {
        var isRevoked = predecessor is { KeepsCredentials: false }
            && new RotationInputs(inputs.Type, predecessor.Inputs).IamUser == inputs.IamUser;
        var revoked = isRevoked && live is not null ? KeyTimes.Of(live) : null;

        // Without its times, nobody knows which keys the predecessor gives up. The create itself looks again.
        return Preview(inputs, context, isRevoked && revoked is null
            ? Task.FromResult(IamFindings.None)
            : _keys.ForCreate(inputs, revoked, session.Run.LastWrite, context, context.Cancelled));
    }

    /// <param name="state">The outputs of the rotation.</param>
    public Task<IamFindings> PreviewRotation(RotationInputs inputs, PropertyMap state, CallContext context) => Preview(
        inputs,
        context,
        _keys.ForRotation(
            inputs, KeyTimes.Of(state), session.Run.LastWrite, context, context.Cancelled));

    /// <summary>Checks with a fresh read, directly before the rotation is created.</summary>
    /// <exception cref="RefusalException">A key is in danger, or the user does not exist.</exception>
    public async Task RequireForCreate(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits)
    {
        var findings = await Fresh();
        if (findings.IsUserMissing
            || (!findings.Errors.IsEmpty && predecessor is not null && session.Run.IsDeleted(predecessor.Id)))
        {
            // For some seconds, IAM may not know a new user, or list the keys of the deleted predecessor.
            await Polling.Until(session.Time, Polling.Short, async _ =>
            {
                findings = await Fresh();
                return findings.Errors.IsEmpty ? findings : null;
            });
        }

        if (!findings.Errors.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.Precondition, PreflightMessages.CannotCreate(inputs.Name, findings.Errors));
        }

        LogWarnings(findings, context);

        Task<IamFindings> Fresh() =>
            _keys.ForCreate(inputs, null, session.Time.GetUtcNow(), context, waits);
    }

    /// <summary>Checks with a fresh read, directly before the rotation is requested.</summary>
    /// <param name="rotation">The rotation as it is now.</param>
    /// <inheritdoc cref="RequireForCreate"/>
    public async Task RequireForRotation(
        RotationInputs inputs, Rotation rotation, CallContext context, CancellationToken waits)
    {
        var findings = await _keys.ForRotation(
            inputs, KeyTimes.Of(rotation), session.Time.GetUtcNow(), context, waits);
        if (!findings.Errors.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.Precondition, IamMessages.CannotRotate(inputs.Name, findings.Errors));
        }

        LogWarnings(findings, context);
    }

    private async Task<IamFindings> Preview(RotationInputs inputs, CallContext context, Task<IamFindings> keys)
    {
        var policies = await _rotator.Run(inputs, context, context.Cancelled);
        var findings = await keys;
        return findings with { Warnings = [.. findings.Warnings, .. policies] };
    }

    /// <summary>A preview may have been skipped, so the key that is about to be deleted is named here too.</summary>
    private static void LogWarnings(IamFindings findings, CallContext context) =>
        (findings with { Notes = [] }).Log(context);
}
