using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Previews a create or an update of a connection: checks the name, reports the consequences and predicts the outputs.
/// It changes nothing.
/// </summary>
internal sealed class ConnectionPreview(ProviderSession session)
{
    private readonly ConnectionNames _names = new(session);

    /// <param name="predecessor">The connection that this one replaces; null for a new resource.</param>
    public async Task<CreateAnswer> Create(ConnectionInputs inputs, Predecessor? predecessor, CallContext context)
    {
        if (await FindNameHolder(inputs, context) is { } holder)
        {
            ReportNameHolder(inputs, holder, predecessor, context);
        }

        if (predecessor is not null)
        {
            await ReportReplacement(inputs, predecessor, context);
        }

        if (inputs.IsPlatformManaged)
        {
            context.Warn(ConnectionMessages.TakesOverPassword(inputs.Name));
        }

        WarnOf(inputs, inputs.Fields, context);
        context.Info(ConnectionMessages.TriesCredentials);
        return new CreateAnswer("", ConnectionState.Predicted(inputs), session.Settings.RefreshBeforeUpdate);
    }

    public async Task<UpdateAnswer> Update(ConnectionPlan plan, string id, CallContext context)
    {
        plan.RefuseIfImpossible();
        if (plan.IsPerhapsRefused)
        {
            context.Warn(ConnectionMessages.CredentialsPerhapsManaged);
        }

        if (plan.Renames && await FindNameHolder(plan.Inputs, context) is { } holder && holder.Id != id)
        {
            ReportNameHolder(plan.Inputs, holder, predecessor: null, context);
        }

        if (plan.TurnsManagedOn)
        {
            context.Warn(ConnectionMessages.TakesOverPassword(plan.Inputs.Name));
        }

        WarnOf(plan.Inputs, plan.ChangedFields, context);
        if (plan.WritesCredentials)
        {
            context.Info(ConnectionMessages.TriesCredentials);
        }

        return new UpdateAnswer(plan.Predicted(), session.Settings.RefreshBeforeUpdate);
    }

    /// <summary>Warns about values that only some versions of the server accept.</summary>
    /// <param name="sent">The fields that are sent.</param>
    private static void WarnOf(ConnectionInputs inputs, ImmutableArray<Field> sent, CallContext context)
    {
        foreach (var warning in InputCheck.Warnings(inputs.Type.TypeName, sent, inputs.Marked))
        {
            context.Warn(warning.ToString());
        }
    }

    private async Task ReportReplacement(ConnectionInputs inputs, Predecessor predecessor, CallContext context)
    {
        var old = new ConnectionInputs(inputs.Type, predecessor.Inputs);
        var isSamePlace = ConnectionResource.IsSamePlace(old, inputs);
        if (isSamePlace && session.Run.Plans.CauseOf(context.Urn) == ReplacementCause.Engine)
        {
            context.Warn(ConnectionMessages.EngineReplaces(predecessor.Id));
        }
        else
        {
            context.Warn(ConnectionMessages.Replaces(predecessor.Id, isSamePlace));
        }

        if (old.IsPlatformManaged)
        {
            context.Warn(ConnectionMessages.LosesPassword(old.Name));
        }

        // The engine would delete the stack's rotations first, and then fail to delete the connection.
        var users = await new ConnectionUsers(session).Find(old, predecessor.Id, notBefore: null, context.Cancelled);
        var others = users.RemoveAll(rotation => session.Run.Plans.OwnerOf(rotation.Id) is not null);
        if (isSamePlace && !others.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.Precondition, ConnectionMessages.UsedByOthers(old.Name, others));
        }
    }

    private void ReportNameHolder(
        ConnectionInputs inputs, AppConnection holder, Predecessor? predecessor, CallContext context)
    {
        if (holder.Id == predecessor?.Id)
        {
            // Whether the engine deletes it first depends on options that the provider does not see.
            return;
        }

        if (session.Run.Plans.OwnerOf(holder.Id) is { } owner && owner != context.Urn)
        {
            context.Info(ConnectionMessages.NameOfStack(holder, owner));
            return;
        }

        throw new RefusalException(RefusalKind.Precondition, ConnectionMessages.NameTaken(inputs, holder));
    }

    private async Task<AppConnection?> FindNameHolder(ConnectionInputs inputs, CallContext context)
    {
        if (!inputs.IsPlaceKnown)
        {
            return null;
        }

        try
        {
            var existing = await _names.Existing(inputs, session.Run.LastWrite, context.Cancelled);
            return ConnectionNames.Holder(inputs, existing);
        }
        catch (ApiException fault)
        {
            session.WarnOnce(
                context, WarningTopic.ServerNotChecked, fault, ConnectionMessages.NotChecked(fault));
            return null;
        }
    }
}
