using Pulumi.InfisicalRotation.Api.Http;
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

    /// <summary>Whether keys are checked for these inputs.</summary>
    public bool Checks(RotationInputs inputs) => session.Aws is not null && inputs.IamUser is not null;

    /// <param name="predecessor">The rotation that is deleted before; null for none.</param>
    /// <param name="live">The predecessor on the server; null if unknown.</param>
    public Task<IamFindings> PreviewCreate(
        RotationInputs inputs, Predecessor? predecessor, Rotation? live, CallContext context)
    {
        var isRevoked = predecessor is { KeepsCredentials: false }
            && new RotationInputs(inputs.Type, predecessor.Inputs).IamUser == inputs.IamUser;
        var revoked = isRevoked && live is not null ? KeyTimes.Of(live, predecessor!.RotatedAt) : null;

        // Without its times, nobody knows which keys the predecessor gives up. The create itself looks again.
        return Preview(inputs, context, isRevoked && revoked is null
            ? Task.FromResult(IamFindings.None)
            : _keys.ForCreate(inputs, revoked, InPreview, context, context.Cancelled));
    }

    /// <param name="state">The outputs of the rotation.</param>
    public Task<IamFindings> PreviewRotation(
        RotationInputs inputs, string id, PropertyMap state, CallContext context) => Preview(
        inputs,
        context,
        _keys.ForRotation(
            inputs, id, KeyTimes.Of(inputs, state), InPreview, context, context.Cancelled));

    /// <summary>
    /// Waits until no other resource of the run is about to issue a key for the user: both would see the same keys.
    /// </summary>
    /// <returns>Releases the lock when it is disposed; null where nothing is checked.</returns>
    public async Task<IDisposable?> AcquireUserLock(RotationInputs inputs, CancellationToken waits) =>
        session.Aws is not null && inputs.IamUser is { } user
            ? await session.IamUserLocks.Acquire([user], waits)
            : null;

    /// <summary>Checks with a fresh read, directly before the rotation is created.</summary>
    /// <returns>The check was passed; it is repeated if a login or a rate limit delays the request.</returns>
    /// <exception cref="RefusalException">A key is in danger, or the user does not exist.</exception>
    public Task<RequestCondition> CheckBeforeCreate(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits) =>
        PassedCondition(() => CheckForCreate(inputs, predecessor, context, waits), context);

    /// <summary>Checks with a fresh read, directly before the rotation is requested.</summary>
    /// <param name="rotation">The rotation as it is now.</param>
    /// <param name="state">The stored outputs, which know earlier rotations.</param>
    /// <inheritdoc cref="CheckBeforeCreate"/>
    public Task<RequestCondition> CheckBeforeRotation(
        RotationInputs inputs, Rotation rotation, PropertyMap state, CallContext context, CancellationToken waits) =>
        PassedCondition(
            () => CheckForRotation(inputs, rotation, state, isBeforeIssue: true, context, waits), context);

    /// <summary>Only refuses; <see cref="CheckBeforeRotation"/> logs.</summary>
    /// <inheritdoc cref="CheckBeforeRotation"/>
    public Task RefuseIfKeyInDanger(
        RotationInputs inputs, Rotation rotation, PropertyMap state, CallContext context, CancellationToken waits) =>
        CheckForRotation(inputs, rotation, state, isBeforeIssue: false, context, waits);

    private KeyReading InPreview => new(session.Run.LastWrite, IsPreview: true, IsBeforeIssue: false);

    /// <summary>A preview may have been skipped, so the key that is about to be deleted is named here too.</summary>
    private async Task<RequestCondition> PassedCondition(Func<Task<IamFindings>> check, CallContext context)
    {
        var logged = new HashSet<string>(StringComparer.Ordinal);
        var condition = new RequestCondition(session.Time, async () =>
        {
            var findings = await check();
            (findings with { Notes = [], Warnings = findings.Warnings.RemoveAll(warning => !logged.Add(warning)) })
                .Log(context);
        });
        await condition.EnsureCurrentAsync();
        return condition;
    }

    private async Task<IamFindings> CheckForCreate(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits)
    {
        var findings = await Fresh();
        if (findings.IsUserMissing
            || (!findings.Errors.IsEmpty && predecessor is not null && session.Run.IsDeleted(predecessor.Id)))
        {
            // For some seconds, IAM may not know a new user, or list the keys of the deleted predecessor.
            await Polling.UntilOrCancelled(
                session.Time,
                Polling.Short,
                async _ =>
                {
                    findings = await Fresh();
                    return findings.Errors.IsEmpty ? findings : null;
                },
                waits);
        }

        if (!findings.Errors.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.Precondition, PreflightMessages.CannotCreate(inputs.Name, findings.Errors));
        }

        return findings;

        Task<IamFindings> Fresh() =>
            _keys.ForCreate(inputs, null, Now(isBeforeIssue: true), context, waits);
    }

    private KeyReading Now(bool isBeforeIssue) => new(session.Time.GetUtcNow(), IsPreview: false, isBeforeIssue);

    private async Task<IamFindings> CheckForRotation(
        RotationInputs inputs,
        Rotation rotation,
        PropertyMap state,
        bool isBeforeIssue,
        CallContext context,
        CancellationToken waits)
    {
        var findings = await _keys.ForRotation(
            inputs,
            rotation.Id,
            KeyTimes.Of(rotation, KeyTimes.Remembered(state)),
            Now(isBeforeIssue),
            context,
            waits);
        if (!findings.Errors.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.Precondition, IamMessages.CannotRotate(inputs.Name, findings.Errors));
        }

        return findings;
    }

    private async Task<IamFindings> Preview(RotationInputs inputs, CallContext context, Task<IamFindings> keys)
    {
        var policies = await _rotator.Run(inputs, context, context.Cancelled);
        var findings = await keys;
        return findings with { Warnings = [.. findings.Warnings, .. policies] };
    }
}
