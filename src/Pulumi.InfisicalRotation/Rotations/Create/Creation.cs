using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Creates a rotation. The request issues a live credential, is sent once, and what came of it is known or looked for before the
/// engine is answered.
/// </summary>
internal sealed class Creation(ProviderSession session)
{
    /// <summary>
    /// How old the list may be that tells our own rotation from one that somebody else made just before. Young, and still shared: to
    /// create two hundred takes a few of them.
    /// </summary>
    private static readonly TimeSpan OldestBefore = TimeSpan.FromSeconds(5);

    /// <summary>How long after an interrupt the engine may take to drop the call; it was seen to within milliseconds.</summary>
    private static readonly TimeSpan Dropping = TimeSpan.FromMilliseconds(250);

    private readonly WorldChecks _checks = new(session);

    /// <summary>Looks, tells, and predicts; nothing is sent that changes anything.</summary>
    /// <param name="inputs">Checked inputs.</param>
    /// <param name="replaced">The rotation that is deleted before this one is created, if any: what it holds is free by then.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="context">Where messages go.</param>
    public async Task<CreateAnswer> Preview(RotationInputs inputs, Predecessor? replaced, string urn, CallContext context)
    {
        var view = await _checks.ForCreate(
            inputs, replaced, (fault, describe) => session.WarnOnce(context, fault, describe), session.Reads.LastWrite, context.Cancelled);
        var adopted = Adoptable(inputs, view);
        if (adopted is null)
        {
            RefuseIf(inputs, view);
        }

        foreach (var doubt in inputs.Doubts())
        {
            context.Log(LogLevel.Warning, doubt);
        }

        if (inputs.Type is { IsOpen: true, Slug.Length: > 0 })
        {
            context.Log(LogLevel.Warning, FieldMessages.UnknownSlug(inputs.Type.Slug, Nearest.To(inputs.Type.Slug, [.. RotationTypes.All.Select(type => type.Slug)])));
        }

        if (replaced is not null)
        {
            context.Log(LogLevel.Warning, view.IsPredecessorUnseen ? RotationMessages.PredecessorUnseen(replaced) : RotationMessages.Replaces(replaced));
        }

        WarnOfRivals(inputs, view, urn, context);
        if (inputs.Type.CreationRisk is { } risk && adopted is null)
        {
            context.Log(LogLevel.Info, risk);
        }

        context.Log(LogLevel.Info, adopted is null ? Forecast(inputs) : RotationMessages.Adopted(adopted));
        return new CreateAnswer("", Predicted(inputs), session.Settings.RefreshBeforeUpdate);
    }

    public async Task<CreateAnswer> Create(RotationInputs inputs, Predecessor? replaced, string urn, CallContext context)
    {
        try
        {
            return await CreateNew(inputs, replaced, urn, context);
        }
        catch (RefusalException refusal) when (replaced is not null && session.Replacements.IsRemoved(replaced))
        {
            throw new RefusalException(refusal.Kind, $"{refusal.Message} {RotationMessages.PredecessorRemoved(replaced)}", refusal);
        }
    }

    private async Task<CreateAnswer> CreateNew(RotationInputs inputs, Predecessor? replaced, string urn, CallContext context)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, context.Abandoned);
        try
        {
            var view = await Look(inputs, replaced, waits.Token);
            if (Adoptable(inputs, view) is { } existing)
            {
                context.Log(LogLevel.Info, RotationMessages.Adopted(existing));
                session.Adopted[existing.Id] = urn;
                return Answer(inputs, existing);
            }

            RefuseIf(inputs, view);
            WarnOfRivals(inputs, view, urn, context);
            var before = await session.Reads.Rotations(inputs.Required(Envelope.ProjectId), session.Time.GetUtcNow() - OldestBefore, waits.Token);
            session.Reads.NoteWrite(null);
            if (view.IsBlind)
            {
                // The list could not be read at first and now it can: nothing is sent unseen.
                view = await Look(inputs, replaced, waits.Token);
                RefuseIf(inputs, view);
            }

            var (created, isSurelyOurs) = await Send(inputs, [.. before.Select(rotation => rotation.Id)], context, waits.Token);
            if (isSurelyOurs)
            {
                await RemoveIfAbandoned(inputs, created, context);
            }

            return Answer(inputs, created);
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
        catch (OperationCanceledException) when (waits.IsCancellationRequested)
        {
            throw new RefusalException(RefusalKind.Cancelled, RotationMessages.NothingCreatedCancelled(inputs.Name));
        }
    }

    /// <summary>
    /// What stands in the way may have gone since it was read (a predecessor deleted, a folder created earlier in this run): a
    /// problem counts only where a fresh look finds it too.
    /// </summary>
    private async Task<WorldView> Look(RotationInputs inputs, Predecessor? replaced, CancellationToken waits)
    {
        var started = session.Time.GetUtcNow();
        var view = await _checks.ForCreate(inputs, replaced, warn: null, notBefore: null, waits);
        return view.Problems.IsEmpty && view.NameHolder is null ? view : await _checks.ForCreate(inputs, replaced, warn: null, started, waits);
    }

    /// <summary>Whether it is surely ours is the second value: somebody else may have created the very same at the same moment.</summary>
    private async Task<(Rotation Created, bool IsSurelyOurs)> Send(
        RotationInputs inputs, ImmutableHashSet<string> idsBefore, CallContext context, CancellationToken waits)
    {
        try
        {
            return (await session.Client.CreateRotationAsync(inputs.Type.Slug, inputs.ToNewRotation(), waits), true);
        }
        catch (ApiException fault) when (fault.IsFateUnknown || fault.IsTaken())
        {
            // "Taken" may be our own first try, repeated by something between us and the server.
            var patience = !fault.IsFateUnknown ? Polling.Short : fault.IsStillAtWork() ? Polling.Longest : Polling.Long;
            var sight = await FindLost(inputs, idsBefore, patience);
            if (sight.Found is { } found)
            {
                context.Log(LogLevel.Warning, fault.IsFateUnknown ? RotationMessages.LostCreateFound(found) : RotationMessages.TakenMeanwhile(found));
                return (found, fault.IsFateUnknown);
            }

            throw !fault.IsFateUnknown
                ? fault.ToRefusal()
                : fault.ToRefusal(sight.Fault is null ? RotationMessages.CreateLost(inputs, fault) : RotationMessages.CreateLostUnseen(inputs, fault, sight.Fault.Message));
        }
    }

    /// <summary>Ours is only what was not there before and is in everything as we asked.</summary>
    private Task<Sight<Rotation>> FindLost(RotationInputs inputs, ImmutableHashSet<string> idsBefore, ImmutableArray<TimeSpan> patience) => Polling.Look(
        session.Time,
        patience,
        async ended => (await session.Client.ListRotationsAsync(inputs.Required(Envelope.ProjectId), ended))
            .FirstOrDefault(rotation => !idsBefore.Contains(rotation.Id) && RotationState.IsAsAsked(inputs, rotation)));

    /// <summary>What nobody will record is removed again, and with more than one try: it is a live credential.</summary>
    private async Task RemoveIfAbandoned(RotationInputs inputs, Rotation created, CallContext context)
    {
        if (context.Cancelled.IsCancellationRequested)
        {
            // Who interrupts twice ends the waiting first and drops the call a moment later: the answer must not slip out between.
            await Task.Delay(Dropping, session.Time, context.Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!context.Abandoned.IsCancellationRequested)
        {
            return;
        }

        // Only an answer to a deletion is proof here: "not found" of a read may come from a replica that does not know of it yet.
        session.Reads.NoteWrite(created.Id);
        var removed = await Polling.Look<object>(session.Time, Polling.Short, async ended =>
        {
            await session.Client.DeleteRotationAsync(inputs.Type.Slug, created.Id, deleteSecrets: true, revokeGeneratedCredentials: true, ended);
            return true;
        });
        throw new RefusalException(
            RefusalKind.Cancelled,
            removed.Fault is null ? RotationMessages.Abandoned(inputs.Name) : RotationMessages.AbandonedAndLeft(inputs.Name, created.Id, removed.Fault.Message),
            removed.Fault);
    }

    private void WarnOfRivals(RotationInputs inputs, WorldView view, string urn, CallContext context)
    {
        var inStack = session.Rivals.Claim(inputs, urn);
        if (view.Rival is { } rival)
        {
            context.Log(LogLevel.Warning, RotationMessages.Rival($"The rotation \"{rival.Name}\" ({rival.Id})", inputs.Type));
        }
        else if (inStack is not null)
        {
            context.Log(LogLevel.Warning, RotationMessages.Rival(inStack, inputs.Type));
        }
    }

    private static Rotation? Adoptable(RotationInputs inputs, WorldView view) =>
        inputs.AdoptExisting && view.NameHolder is { } holder && RotationState.IsAsAsked(inputs, holder) ? holder : null;

    private static void RefuseIf(RotationInputs inputs, WorldView view)
    {
        var problems = view.NameHolder is { } holder ? view.Problems.Insert(0, RotationMessages.NameTaken(inputs, holder)) : view.Problems;
        if (!problems.IsEmpty)
        {
            throw new RefusalException(RefusalKind.Precondition, RotationMessages.CannotCreate(inputs.Name, problems));
        }
    }

    private CreateAnswer Answer(RotationInputs inputs, Rotation rotation)
    {
        session.Seen[rotation.Id] = true;
        return new CreateAnswer(
            rotation.Id,
            RotationState.Outputs(inputs.Type, inputs.Marked, null, rotation, session.Client.Now),
            session.Settings.RefreshBeforeUpdate);
    }

    private string Forecast(RotationInputs inputs) => RotationMessages.FirstRotation(
        MaxAge(inputs),
        inputs is { IsAutoRotationEnabled: not false, RotationInterval: { } interval, RotateAtUtc: { } time }
            ? Schedule.Next(session.Client.Now, interval, time.Hours, time.Minutes, wasManual: true)
            : null);

    private static int? MaxAge(RotationInputs inputs) => inputs.RotationInterval is { } interval
        ? RotationState.MaxKeyAgeDays(inputs.Type, inputs.IsAutoRotationEnabled ?? true, interval)
        : null;

    /// <summary>What is certain before the server was asked: the inputs, and what follows from them alone.</summary>
    private static PropertyMap Predicted(RotationInputs inputs)
    {
        var outputs = PropertyMap.Empty;
        foreach (var field in inputs.Type.Inputs.Where(field => !field.IsCreateOnly))
        {
            if (inputs.Stored(field) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        var isScheduleKnown = !(inputs.Marked.Get(Envelope.IsAutoRotationEnabled.Name)?.HasUnknown() ?? false);
        return isScheduleKnown && MaxAge(inputs) is { } days ? outputs.With(Catalogue.Outputs.MaxKeyAgeDays.Name, days) : outputs;
    }
}
