using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>The lifecycle of an app connection, the same for every app. Check and Diff send no request.</summary>
internal sealed class ConnectionResource(ConnectionType type, ProviderSession session) : IResource
{
    public CheckAnswer Check(CheckCall call) => new ConnectionCheck(type, session).Run(call);

    /// <summary>
    /// A replacement is created before the old connection is deleted, so that the rotations that use it can change to
    /// the new one. That is impossible if both have the same name at the same place.
    /// </summary>
    public DiffAnswer Diff(DiffCall call)
    {
        session.Run.RecordPredecessor(
            call.Urn, new Predecessor(call.Id, type.App, KeepsSecrets: false, KeepsCredentials: false, call.OldInputs));
        if (call.NewInputs.Count > 0)
        {
            session.Run.Holders.RecordDeclared(call.Id, call.Urn);
        }

        var (old, now) = (new ConnectionInputs(type, call.OldInputs), new ConnectionInputs(type, call.NewInputs));
        var changes = ConnectionDiff.Between(now, call.OldInputs, call.OldOutputs, call.IgnoreChanges);
        session.Run.Plans.RecordDiff(
            call.Urn,
            call.Id,
            call.NewInputs,
            changes.IsEmpty ? ReplacementCause.Unfinished : ReplacementCause.Changes,
            changes.Any(change => change.Replaces));
        var isWritten = ConnectionState.AreCredentialsWritten(call.OldOutputs) && !old.LacksHiddenMembers;
        var willBeWritten = changes.Any(change => PropertyPath.Root(change.Path) == ConnectionFields.Credentials.Name);
        RecordAccount(call.Id, isWritten ? [old, now] : willBeWritten ? [now] : []);
        return new DiffAnswer(changes, DeleteBeforeReplace: IsSamePlace(old, now));
    }

    public async Task<CreateAnswer> Create(CreateCall call, CallContext context)
    {
        var inputs = new ConnectionInputs(type, call.Inputs);
        var predecessor = session.Run.PredecessorOf(context.Urn);
        if (call.IsPreview)
        {
            return await new ConnectionPreview(session).Create(inputs, predecessor, context);
        }

        var answer = await new CreateConnection(session).Run(inputs, predecessor, context);
        RecordAccount(answer.Id, [inputs]);
        return answer;
    }

    /// <summary>A read without inputs and state is an import.</summary>
    public Task<ReadAnswer?> Read(ReadCall call, CallContext context)
    {
        var state = call.State ?? PropertyMap.Empty;
        return state.Count == 0 && call.Inputs is null
            ? new ImportConnection(type, session).Run(call, context)
            : new ReadConnection(type, session).Run(call, state, context);
    }

    public Task<UpdateAnswer> Update(UpdateCall call, CallContext context)
    {
        var plan = new ConnectionPlan(
            new ConnectionInputs(type, call.NewInputs), call.OldInputs, call.OldOutputs, call.IgnoreChanges);
        return call.IsPreview
            ? new ConnectionPreview(session).Update(plan, call.Id, context)
            : new UpdateConnection(session).Run(plan, call.Id, context);
    }

    public Task Delete(DeleteCall call, CallContext context) =>
        new DeleteConnection(session).Run(new ConnectionInputs(type, call.OldInputs), call.Id, call.OldOutputs, context);

    public async Task<ListAnswer> List(ListCall call, CallContext context)
    {
        var projectId = call.Query.TextOf(ConnectionFields.ProjectId);
        try
        {
            var connections = await session.Reads.AppConnections(type.App, projectId, null, context.Cancelled);
            return ListPage.Of(call, connections.Where(IsListed).Select(one => new ListedResource(one.Id, one.Name)));
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }

        bool IsListed(AppConnection connection) =>
            connection.App == type.App && (projectId is null || connection.ProjectId == projectId);
    }

    /// <summary>
    /// The server shows the role of no connection, so only the program tells in which account it is. What the program
    /// gives for an imported connection was never written, and may be another role than the server has.
    /// </summary>
    /// <param name="versions">The inputs that the connection has or gets, before and after a change.</param>
    private void RecordAccount(string id, ImmutableArray<ConnectionInputs> versions)
    {
        if (type.AssumedRole is { } role)
        {
            session.Run.RecordConnectionRole(id, [.. versions.Select(RoleOf)]);
        }

        string? RoleOf(ConnectionInputs inputs) =>
            (inputs.Members(ConnectionFields.Credentials).Get(role.Name) as PropertyValue.Text)?.Value;
    }

    /// <summary>Whether the name of the old connection is in the way of its replacement.</summary>
    public static bool IsSamePlace(ConnectionInputs old, ConnectionInputs now) =>
        old.Name == now.Name && old.ProjectId == now.ProjectId && now.IsPlaceKnown;
}
