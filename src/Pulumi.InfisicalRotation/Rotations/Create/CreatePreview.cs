using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>Previews a create: checks, reports the consequences and predicts the outputs. It changes nothing.</summary>
internal sealed class CreatePreview(ProviderSession session)
{
    private readonly RotationPreflight _preflight = new(session);
    private readonly IamGuard _iam = new(session);

    /// <param name="inputs">Checked inputs; a value may be unknown.</param>
    /// <param name="predecessor">The rotation that this one replaces; null for a new resource.</param>
    public async Task<CreateAnswer> Run(RotationInputs inputs, Predecessor? predecessor, CallContext context)
    {
        var result = await _preflight.ForCreate(
            inputs, predecessor, context, isPreview: true, session.Run.LastWrite, context.Cancelled);
        result.LogNotChecked(session, context);
        var adopted = KeptPredecessor.IsUsedAgain(inputs, result.Predecessor, session.Run.Plans, context.Urn)
            ? result.Predecessor
            : Adoption.Candidate(inputs, result);
        var isNew = adopted is null;
        var findings = isNew ? await Check(inputs, predecessor, result, context) : IamFindings.None;
        LogInputs(inputs, isNew, context);
        if (predecessor is not null && isNew)
        {
            context.Warn(Replacement(inputs, predecessor, result, session.Run.Plans.CauseOf(context.Urn)));
        }

        SameAccountWarning.Log(session, inputs, result, context);
        findings.Log(context);
        LogRisks(inputs, predecessor, isNew, findings, context);
        context.Info(
            adopted is null ? Forecast(inputs)
            : adopted.Id == predecessor?.Id ? ReplacementMessages.AdoptsKept(adopted.Id)
            : CreateMessages.Adopted(adopted));
        if (!isNew && !inputs.IsKnown)
        {
            context.Info(CreateMessages.AdoptedIfIdentical);
        }

        return new CreateAnswer("", Predicted(inputs), session.Settings.RefreshBeforeUpdate);
    }

    /// <summary>
    /// If the engine creates first, the old rotation is in the way anyway: the keys that it gives up are no further
    /// error.
    /// </summary>
    /// <exception cref="RefusalException">The rotation cannot be created.</exception>
    private async Task<IamFindings> Check(
        RotationInputs inputs, Predecessor? predecessor, PreflightResult result, CallContext context)
    {
        var findings = await _iam.PreviewCreate(inputs, predecessor, result.Predecessor, context);
        Adoption.RefuseIfInvalid(inputs, result, findings.Errors);
        return findings;
    }

    /// <summary>Warns about inputs that some servers do not accept.</summary>
    private static void LogInputs(RotationInputs inputs, bool isNew, CallContext context)
    {
        foreach (var warning in isNew ? inputs.CreationWarnings() : [])
        {
            context.Warn(warning);
        }

        if (inputs.Type is { IsOpen: true, Slug: { Length: > 0 } slug })
        {
            context.Warn(CreateMessages.UnknownSlug(
                slug, NearestName.To(slug, [.. RotationTypes.All.Select(type => type.Slug)])));
        }
    }

    /// <summary>What a rotation of this type does to the account, now and when it is deleted.</summary>
    private static void LogRisks(
        RotationInputs inputs, Predecessor? predecessor, bool isNew, IamFindings findings, CallContext context)
    {
        if (inputs.Type.CreationNote is { } note && isNew && !findings.IsKnown)
        {
            context.Info(note);
        }

        if (inputs.Type.CreationRisk is { } risk && isNew)
        {
            context.Warn(risk);
        }

        if (inputs.Type.RevocationRisk is { } revocation
            && (inputs.RevokeCredentialsOnDelete || predecessor is { KeepsCredentials: false }))
        {
            context.Warn(revocation);
        }
    }

    /// <summary>
    /// Whether the predecessor is deleted first depends on options of the program, which the provider does not see.
    /// </summary>
    private static string Replacement(
        RotationInputs inputs, Predecessor predecessor, PreflightResult result, ReplacementCause cause)
    {
        // The list of another project shows nothing about the predecessor.
        var isListed = !result.IsNotChecked && inputs.ProjectId is { } projectId
            && new RotationInputs(inputs.Type, predecessor.Inputs).ProjectId == projectId;
        if (isListed && result.Predecessor is null)
        {
            return ReplacementMessages.Missing(predecessor);
        }

        var conflicts = result.Predecessor is { } old ? PredecessorConflict.Between(inputs, old) : [];
        return cause == ReplacementCause.Engine
            ? ReplacementMessages.CreatesFirst(predecessor, conflicts)
            : ReplacementMessages.DeletesFirst(predecessor, conflicts);
    }

    private string Forecast(RotationInputs inputs) => CreateMessages.IssuesCredential(
        MaxKeyAge(inputs),
        inputs is { IsAutoRotationEnabled: not false, RotationInterval: { } interval, RotateAtUtc: { } time }
            ? Schedule.Next(session.Client.Now, interval, time.Hours, time.Minutes, wasManual: true)
            : null);

    private static int? MaxKeyAge(RotationInputs inputs) => inputs.RotationInterval is { } interval
        ? RotationState.MaxKeyAgeDays(inputs.Type, inputs.IsAutoRotationEnabled ?? true, interval)
        : null;

    /// <summary>The inputs, and the outputs that follow from them alone.</summary>
    public static PropertyMap Predicted(RotationInputs inputs)
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
        return isScheduleKnown && MaxKeyAge(inputs) is { } days
            ? outputs.With(Outputs.MaxKeyAgeDays.Name, days)
            : outputs;
    }
}
