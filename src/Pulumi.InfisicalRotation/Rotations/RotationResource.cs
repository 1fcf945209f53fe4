using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Create;
using Pulumi.InfisicalRotation.Rotations.Delete;
using Pulumi.InfisicalRotation.Rotations.Read;
using Pulumi.InfisicalRotation.Rotations.Update;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>The lifecycle of a rotation, the same for every type. Check and Diff send no request.</summary>
internal sealed class RotationResource(RotationType type, ProviderSession session) : IResource
{
    public CheckAnswer Check(CheckCall call) => new RotationCheck(type, session).Run(call);

    /// <summary>
    /// A replacement takes over name and secrets of its predecessor, so the predecessor is deleted first; also when the
    /// user requests the replacement.
    /// </summary>
    public DiffAnswer Diff(DiffCall call)
    {
        var old = new RotationInputs(type, call.OldInputs);
        session.Run.RecordPredecessor(call.Urn, new Predecessor(
            call.Id,
            call.OldInputs.TextOf(Envelope.Type)?.Trim() ?? type.Slug,
            !old.DeleteSecretsOnDelete,
            !old.RevokeCredentialsOnDelete,
            session.Run.Plans.Shared(call.Urn, call.OldInputs))
        {
            RotatedAt = type.IamUser is null ? [] : KeyTimes.Remembered(call.OldOutputs),
        });
        if (call.NewInputs.Count > 0)
        {
            session.Run.Holders.RecordDeclared(call.Id, call.Urn);
        }

        var changes = InputDiff.Between(
            type.Inputs, call.OldInputs, call.NewInputs, call.IgnoreChanges, call.OldOutputs);
        var isUnchanged = changes.All(change => change.Path == Envelope.AdoptExisting.Name);
        session.Run.Plans.RecordDiff(
            call.Urn,
            call.Id,
            call.NewInputs,
            isUnchanged ? ReplacementCause.Unfinished : ReplacementCause.Changes,
            changes.Any(change => change.Replaces));
        return new DiffAnswer(changes, DeleteBeforeReplace: true);
    }

    public Task<CreateAnswer> Create(CreateCall call, CallContext context)
    {
        var inputs = new RotationInputs(type, call.Inputs);
        var predecessor = session.Run.PredecessorOf(context.Urn);
        return call.IsPreview
            ? new CreatePreview(session).Run(inputs, predecessor, context)
            : new CreateOperation(session).Run(inputs, predecessor, context);
    }

    /// <summary>
    /// A read without inputs and state is an import. A state with fewer outputs than today (of an earlier version, or
    /// edited) is not: an import would drop the inputs that only the provider knows, such as
    /// <c>deleteSecretsOnDelete</c>.
    /// </summary>
    public Task<ReadAnswer?> Read(ReadCall call, CallContext context)
    {
        var state = call.State ?? PropertyMap.Empty;
        return state.Count == 0 && call.Inputs is null
            ? new ImportOperation(type, session).Run(call, context)
            : new ReadOperation(type, session).Run(call, state, context);
    }

    public Task<UpdateAnswer> Update(UpdateCall call, CallContext context)
    {
        var plan = new UpdatePlan(
            new RotationInputs(type, call.NewInputs), call.OldInputs, call.OldOutputs, call.Id, call.IgnoreChanges);
        return call.IsPreview
            ? new UpdatePreview(session).Run(plan, call, context)
            : new UpdateOperation(session).Run(plan, call.Id, context);
    }

    public Task Delete(DeleteCall call, CallContext context) => new DeleteOperation(session).Run(
        new RotationInputs(type, call.OldInputs), call.Id, RotationState.CreatedAt(call.OldOutputs), context);

    public Task<ListAnswer> List(ListCall call, CallContext context) =>
        new RotationList(type, session).Run(call, context);
}
