using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Update;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// When the mapped secrets of a rotation are checked: before an update, and where a read shows that something is wrong.
/// The read of a healthy rotation costs no request for this.
/// </summary>
internal sealed class MappedSecretGuard(ProviderSession session)
{
    private readonly MappedSecretCheck _check = new(session);

    /// <summary>Warns about lost secrets in the preview of an update.</summary>
    /// <returns>The errors: what the update needs and does not find.</returns>
    public async Task<ImmutableArray<string>> PreviewUpdate(UpdatePlan plan, string id, CallContext context)
    {
        if (plan.SendsNothing)
        {
            return [];
        }

        try
        {
            var (secrets, lost) = await Find(plan, id, session.Run.LastWrite, context.Cancelled);
            if (Errors(plan, secrets, lost, context.Urn) is { IsEmpty: false } errors)
            {
                return errors;
            }

            Warn(plan.Inputs.Type, plan.Old.Name, secrets, lost, older: null, context);
        }
        catch (ApiException fault) when (!fault.IsNotFound && (plan.Rotates || plan.RenamedSecrets.Any()))
        {
            session.WarnOnce(
                context,
                WarningTopic.SecretNamesNotChecked,
                fault,
                PreflightMessages.SecretNamesNotChecked(fault));
        }
        catch (ApiException)
        {
            // The update does not need the secrets.
        }

        return [];
    }

    /// <summary>
    /// Refuses an update that the server would refuse, or a rotation that would fail after its credential is issued.
    /// </summary>
    /// <exception cref="RefusalException">A secret that the update needs is missing.</exception>
    public async Task RefuseIfSecretsMissing(UpdatePlan plan, string id, CallContext context, CancellationToken waits)
    {
        if (!plan.Rotates && plan.Mappings.IsEmpty)
        {
            return;
        }

        try
        {
            // Each update of the run is a write, and 200 of them must not read the same folder 200 times.
            var notBefore = session.Run.IsWritten(id) ? session.Run.LastWrite : null;
            var (secrets, lost) = await Find(plan, id, notBefore, waits);
            if (Errors(plan, secrets, lost, context.Urn) is { IsEmpty: false } errors)
            {
                throw new RefusalException(
                    RefusalKind.Precondition, PreflightMessages.CannotUpdate(plan.Inputs.Name, errors));
            }
        }
        catch (ApiException)
        {
            // What cannot be checked is no reason to refuse.
        }
    }

    /// <summary>Warns about the lost secrets of a rotation that was read, where it is worth a request or costs none.</summary>
    public async Task ReportRead(RotationType type, Rotation rotation, PropertyMap state, CallContext context)
    {
        var older = OlderServerState.Of(state, rotation, session.Client.Now);
        var isUnhealthy = rotation.Health(session.Client.Now) is RotationHealth.Failed or RotationHealth.Overdue;
        var secrets = MappedSecrets.Of(rotation.Id, new RotationInputs(type, RotationState.Live(type, rotation)));
        var lost = ImmutableArray<LostSecret>.Empty;
        if (secrets is not null && (older is not null || isUnhealthy || HasNames(secrets)))
        {
            try
            {
                lost = await _check.Run(
                    secrets, IsRecent(rotation.UpdatedAt), session.Run.LastWrite, context.Cancelled);
            }
            catch (ApiException)
            {
                // A read works without the right to read secret names.
            }
        }

        Warn(type, rotation.Name, secrets, lost, older, context);
    }

    private bool HasNames(MappedSecrets secrets) => session.Reads.HasSecretNames(
        secrets.ProjectId, secrets.Environment, secrets.Path, session.Run.LastWrite);

    private async Task<(MappedSecrets? Secrets, ImmutableArray<LostSecret> Lost)> Find(
        UpdatePlan plan, string id, DateTimeOffset? notBefore, CancellationToken waits)
    {
        var secrets = MappedSecrets.Of(id, plan.Old);
        var lost = secrets is null ? [] : await _check.Run(
            secrets, IsRecent(StoredTime.Of(plan.OldOutputs, Outputs.UpdatedAt)), notBefore, waits);
        if (lost.IsEmpty || session.Run.IsCurrent(id))
        {
            return (secrets, lost);
        }

        // The state may be outdated: the secrets may have other names by now.
        var type = plan.Inputs.Type;
        secrets = await session.Client.GetRotationAsync(type.Slug, id, waits) is { } live
            ? MappedSecrets.Of(id, new RotationInputs(type, RotationState.Live(type, live)))
            : null;
        return (secrets, secrets is null ? [] : await _check.Run(secrets, isRecent: false, notBefore, waits));
    }

    private static ImmutableArray<string> Errors(
        UpdatePlan plan, MappedSecrets? secrets, ImmutableArray<LostSecret> lost, string urn) =>
    [
        .. from secret in lost
           where secret.Loss == SecretLoss.Missing
           let isRenamed = plan.Inputs.SecretNames.GetValueOrDefault(secret.Field) is { } name && name != secret.Name
           where plan.Rotates || (isRenamed && !plan.Mappings.IsEmpty)
           select plan.Rotates
               ? MappedSecretMessages.CannotRotate(secret, secrets!, plan.Inputs.Type, urn)
               : MappedSecretMessages.CannotRename(secret, secrets!, urn),
    ];

    private void Warn(
        RotationType type,
        string? name,
        MappedSecrets? secrets,
        ImmutableArray<LostSecret> lost,
        OlderServerState? older,
        CallContext context)
    {
        var message = string.Join(' ', new[]
        {
            older is { IsOfCredential: true } || !lost.IsEmpty ? older?.Message(name) : null,
            lost.IsEmpty ? null : MappedSecretMessages.Lost(name, type, secrets!, lost, context.Urn),
        }.OfType<string>());
        if (message.Length > 0 && session.Run.IsFirst(new SharedWarning(WarningTopic.MappedSecrets, context.Urn)))
        {
            context.Warn(message);
        }
    }

    private bool IsRecent(DateTimeOffset? updated) => session.Client.Now - updated < Polling.ConsistencyWindow;
}
