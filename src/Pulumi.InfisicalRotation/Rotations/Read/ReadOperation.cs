using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Read;

/// <summary>
/// Reads a rotation that is in the state, for a refresh and before every update. Only a definite "not found" of the
/// server that has the rotation's project means gone. After any other error the stored state is returned: this read
/// comes before every preview, update and destroy, with the configuration of the previous run, and an error would lock
/// the user out of all three.
/// </summary>
internal sealed class ReadOperation(RotationType type, ProviderSession session)
{
    private readonly MappedSecretGuard _secrets = new(session);
    private readonly NewestRotation _newest = new(type, session);

    public async Task<ReadAnswer?> Run(ReadCall call, PropertyMap state, CallContext context)
    {
        var inputs = call.Inputs ?? PropertyMap.Empty;
        if (IsFirstLookUp(state, inputs))
        {
            return await LookUp(call, state, context);
        }

        if (inputs.Count > 0)
        {
            // A resource that is only looked up (get) has none, and is never deleted.
            session.Run.Holders.RecordStored(call.Id, context.Urn);
        }

        try
        {
            var found = await Find(call.Id, state, context.Cancelled);
            session.Run.Comparisons.Record(isCompared: true);
            if (found is not { } rotation)
            {
                return await NotFound(call, state, inputs, context);
            }

            session.Run.RecordCurrent(rotation.Id);
            session.Run.RecordFound();
            if (_newest.IsPossiblyStale(state, rotation))
            {
                return Stored(call, state, inputs);
            }

            var answer = RotationState.ReadAnswerOf(type, inputs, state, rotation, session);
            await _secrets.ReportRead(type, rotation, state, context);
            answer = Unhealthy(rotation) is { } reason ? React(answer, reason, context) : answer;
            return inputs.Count > 0 ? answer : answer with { Inputs = PropertyMap.Empty };
        }
        catch (ApiException fault)
        {
            session.Run.Comparisons.Record(isCompared: false);
            session.WarnOnce(context, WarningTopic.StoredStateUsed, fault, ReadMessages.StoredStateUsed(fault));
            return Stored(call, state, inputs);
        }
    }

    /// <summary>
    /// Whether this is the first read of a resource that the program only looks up (get). The engine then sends what
    /// the program gives to find it as inputs and as state.
    /// </summary>
    private static bool IsFirstLookUp(PropertyMap state, PropertyMap inputs) =>
        state.TextOf(Outputs.RotationId) is null && (inputs.Count == 0 || inputs.Equals(state));

    /// <summary>
    /// Reads a resource that the program only looks up (get). There is no stored state to fall back on, so a read that
    /// fails, fails the call. Inputs would make the resource one that has the rotation, which nobody ever deletes.
    /// </summary>
    private async Task<ReadAnswer?> LookUp(ReadCall call, PropertyMap state, CallContext context)
    {
        var import = new ImportOperation(type, session);
        var projectId = state.TextOf(Envelope.ProjectId) ?? session.Settings.ProjectId;
        if (await import.Find(call.Id, projectId, context.Cancelled) is not { } rotation)
        {
            return null;
        }

        var answer = RotationState.ReadAnswerOf(
            import.TypeOf(rotation), PropertyMap.Empty, state, rotation, session);
        await _secrets.ReportRead(import.TypeOf(rotation), rotation, state, context);
        if (Unhealthy(rotation) is { } reason)
        {
            context.Warn(reason);
        }

        return answer with { Inputs = PropertyMap.Empty };
    }

    private async Task<ReadAnswer?> NotFound(
        ReadCall call, PropertyMap state, PropertyMap inputs, CallContext context)
    {
        var projectId = state.TextOf(Envelope.ProjectId) ?? inputs.TextOf(Envelope.ProjectId);
        var absence = await session.Reads.ProveAbsence(projectId, call.Id, context.Cancelled);
        if (!absence.IsProven && state.Count > 0)
        {
            var reason = RotationMessages.AbsenceNotProven(context.Urn, projectId, absence);
            session.WarnOnce(
                context,
                WarningTopic.AbsenceNotProven,
                absence.Fault,
                ReadMessages.AbsenceNotProven(state.TextOf(Envelope.Name), call.Id, reason));
            return Stored(call, state, inputs);
        }

        session.Run.Holders.RecordGone(call.Id);
        var name = state.TextOf(Envelope.Name);
        context.Warn(inputs.Count > 0
            ? ReadMessages.Missing(name, call.Id)
            : ReadMessages.MissingLookUp(name, call.Id));
        return null;
    }

    private ReadAnswer Stored(ReadCall call, PropertyMap state, PropertyMap inputs) =>
        new(call.Id, state, inputs, session.Settings.RefreshBeforeUpdate);

    private Task<Rotation?> Find(string id, PropertyMap state, CancellationToken cancelled) => _newest.Find(
        id,
        state,
        state.TextOf(Envelope.ProjectId) is { } projectId
            ? session.Reads.Rotation(projectId, type.Slug, id, cancelled)
            : session.Client.GetRotationAsync(type.Slug, id, cancelled),
        Polling.Short,
        cancelled);

    private string? Unhealthy(Rotation rotation) => rotation.Health(session.Client.Now) switch
    {
        RotationHealth.Failed => ReadMessages.Failed(rotation),
        RotationHealth.Overdue => ReadMessages.Overdue(rotation),
        _ => null,
    };

    /// <summary>
    /// A partial result makes the engine plan an update even if no input changed. That update rotates, or refuses.
    /// </summary>
    private ReadAnswer React(ReadAnswer answer, string reason, CallContext context)
    {
        var reaction = new RotationInputs(type, answer.Inputs).WhenUnhealthy;
        if (reaction == UnhealthyReaction.Warn)
        {
            context.Warn(reason);
            return answer;
        }

        throw new PartialResultException(
            answer.Id,
            session.Settings.WithMarks(answer.State),
            session.Settings.WithMarks(answer.Inputs),
            [$"{reason} {ReadMessages.Reaction(reaction)}"],
            answer.RefreshBeforeUpdate);
    }
}
