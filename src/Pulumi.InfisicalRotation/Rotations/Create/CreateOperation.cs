using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Creates a rotation. The request issues a live credential and is sent again only after a refusal of IAM, which issued
/// none. If its outcome is unknown, the rotation is looked up before the engine gets an answer.
/// </summary>
internal sealed class CreateOperation(ProviderSession session)
{
    /// <summary>
    /// Maximum age of the list that tells our own rotation from one that another program created shortly before.
    /// Recent, and still shared: creating 200 rotations needs a few lists.
    /// </summary>
    private static readonly TimeSpan MaxListAge = TimeSpan.FromSeconds(5);

    private readonly RotationPreflight _preflight = new(session);
    private readonly KeptPredecessor _keptPredecessor = new(session);
    private readonly IamGuard _iam = new(session);
    private readonly LostCreate _lostCreate = new(session);
    private readonly RepeatedCreate _repeatedCreate = new(session);
    private readonly AbandonedCreate _abandonedCreate = new(session);

    /// <inheritdoc cref="CreatePreview.Run"/>
    public async Task<CreateAnswer> Run(RotationInputs inputs, Predecessor? predecessor, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        try
        {
            return await IamPropagation.Create(
                session,
                inputs,
                () => AdoptOrCreate(inputs, predecessor, context, waits.Token),
                context,
                waits.Token);
        }
        catch (ApiException fault)
        {
            throw WithPredecessor(fault.ToRefusal(), predecessor);
        }
        catch (RefusalException refusal)
        {
            throw WithPredecessor(refusal, predecessor);
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw WithPredecessor(
                new RefusalException(RefusalKind.Cancelled, CreateMessages.CancelledBeforeRequest(inputs.Name)),
                predecessor);
        }
    }

    private async Task<CreateAnswer> AdoptOrCreate(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits)
    {
        var earlier = session.Run.AttemptOf(context.Urn, inputs.Marked);
        if (earlier is not null && await _repeatedCreate.Find(inputs, earlier, context) is { } own)
        {
            return await Finish(inputs, own, earlier, context);
        }

        if (await _keptPredecessor.Check(inputs, predecessor, context, waits) is { } kept)
        {
            return Adopt(inputs, kept, ReplacementMessages.AdoptsKept(kept.Id), context);
        }

        // Before the reads: what another resource of the run does to the same user or account counts for them.
        using var userLock = await _iam.AcquireUserLock(inputs, waits);
        using var accountLock = await AccountLock.Acquire(session, inputs, waits);
        var result = await Check(inputs, predecessor, context, waits);
        if (Adoption.Candidate(inputs, result) is { } existing)
        {
            return Adopt(inputs, existing, CreateMessages.Adopted(existing), context);
        }

        Adoption.RefuseIfInvalid(inputs, result);
        SameAccountWarning.Log(session, inputs, result, context);
        var attempt = earlier
            ?? new CreateAttempt(inputs.Marked, await ReadIds(inputs, waits), CreatedId: null);
        var condition = await _iam.CheckBeforeCreate(inputs, predecessor, context, waits);
        session.Run.RecordWrite(null);
        if (result.IsNotChecked)
        {
            // The first read failed and this one succeeded: check before sending.
            Adoption.RefuseIfInvalid(inputs, await Check(inputs, predecessor, context, waits));
        }

        return await Send(inputs, attempt, earlier is not null, condition, context, waits);
    }

    private CreateAnswer Adopt(RotationInputs inputs, Rotation existing, string message, CallContext context)
    {
        context.Info(message);
        session.Run.Holders.RecordAdopted(existing.Id, context.Urn);
        return Answer(inputs, existing, context);
    }

    /// <summary>
    /// An error counts only if fresh reads show it too: what was in the way may be gone by now (the predecessor was
    /// deleted, the folder was created earlier in this run).
    /// </summary>
    private async Task<PreflightResult> Check(
        RotationInputs inputs, Predecessor? predecessor, CallContext context, CancellationToken waits)
    {
        var started = session.Time.GetUtcNow();
        var result = await Since(null);
        return result.Errors.IsEmpty ? result : await Since(started);

        Task<PreflightResult> Since(DateTimeOffset? notBefore) =>
            _preflight.ForCreate(inputs, predecessor, context, isPreview: false, notBefore, waits);
    }

    private async Task<ImmutableHashSet<string>> ReadIds(RotationInputs inputs, CancellationToken waits)
    {
        var rotations = await session.Reads.Rotations(
            inputs.Required(Envelope.ProjectId), session.Time.GetUtcNow() - MaxListAge, waits);
        return RotationIndex.Of(rotations).Ids;
    }

    private async Task<CreateAnswer> Send(
        RotationInputs inputs,
        CreateAttempt attempt,
        bool isRepeated,
        RequestCondition condition,
        CallContext context,
        CancellationToken waits)
    {
        session.Run.RecordAttempt(context.Urn, attempt);
        Rotation created;
        try
        {
            created = await session.Client.CreateRotationAsync(
                inputs.Type.Slug, inputs.ToNewRotation(), waits, condition);
        }
        catch (ApiException fault) when (fault.IsOutcomeUnknown)
        {
            session.Aws?.RecordIssue(inputs.IamUser, inputs.ConnectionId, isCertain: false);
            created = await _lostCreate.Find(inputs, attempt.ExistingIds, fault, context);
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.AlreadyExists)
        {
            // It may be another program's rotation, so it is never deleted here.
            return Answer(inputs, await FindOwn(inputs, attempt, isRepeated, fault, context), context);
        }
        catch when (!isRepeated)
        {
            session.Run.ForgetAttempt(context.Urn);
            throw;
        }

        session.Aws?.RecordIssue(inputs.IamUser, inputs.ConnectionId, isCertain: true);
        return await Finish(inputs, created, attempt, context);
    }

    /// <summary>If the name belongs to another rotation, the request was definitely refused.</summary>
    private async Task<Rotation> FindOwn(
        RotationInputs inputs, CreateAttempt attempt, bool isRepeated, ApiException fault, CallContext context)
    {
        try
        {
            return await _lostCreate.Find(inputs, attempt.ExistingIds, fault, context);
        }
        catch when (!isRepeated)
        {
            session.Run.ForgetAttempt(context.Urn);
            throw;
        }
    }

    /// <summary>The rotation exists: whatever fails now, the state gets its id.</summary>
    private async Task<CreateAnswer> Finish(
        RotationInputs inputs, Rotation created, CreateAttempt attempt, CallContext context)
    {
        // With the id, nobody looks for the rotation among the others any more.
        session.Run.RecordAttempt(context.Urn, attempt with { CreatedId = created.Id, ExistingIds = [] });
        try
        {
            await _abandonedCreate.DeleteIfAbandoned(inputs, created, context);
        }
        catch (Exception fault) when (fault is not (RefusalException or OutOfMemoryException))
        {
            throw WithId(inputs, created, fault);
        }

        return Answer(inputs, created, context);
    }

    private CreateAnswer Answer(RotationInputs inputs, Rotation rotation, CallContext context)
    {
        session.Run.RecordCurrent(rotation.Id);
        session.Run.Holders.RecordNew(rotation.Id, context.Urn);
        session.Run.RecordCreated(
            new CreatedRotation(rotation.Id, rotation.Name, SameAccountCheck.AccountsOf(inputs)));
        try
        {
            var outputs = RotationState.OutputsOf(inputs.Type, inputs.Marked, null, rotation, session.Client.Now);
            IgnoredValues.Warn(inputs, rotation, context);
            return new CreateAnswer(rotation.Id, outputs, session.Settings.RefreshBeforeUpdate);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw WithId(inputs, rotation, fault);
        }
    }

    private PartialResultException WithId(RotationInputs inputs, Rotation created, Exception fault) =>
        CreatedOnly.Result(
            session, inputs, created.Id, CreateMessages.ResponseNotUnderstood(created, fault));

    private RefusalException WithPredecessor(RefusalException refusal, Predecessor? predecessor) =>
        predecessor is not null && session.Run.IsDeleted(predecessor.Id)
            ? new RefusalException(
                refusal.Kind, $"{refusal.Message} {ReplacementMessages.Deleted(predecessor)}", refusal)
            : refusal;
}
