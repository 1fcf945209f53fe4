using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations.Update;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Checks a requested rotation against the server before anything is sent: the server finds some errors only after it
/// has issued a credential. The reads are shared by all resources.
/// </summary>
internal sealed class RotationPreflight(ProviderSession session)
{
    private static readonly ImmutableArray<PreflightCheck> CreateChecks =
        [new NameCheck(), new FolderCheck(), new ConnectionCheck(), new SecretNameCheck(), new SameAccountCheck()];

    private static readonly ImmutableArray<PreflightCheck> UpdateChecks = [new NameCheck(), new SecretNameCheck()];

    private static readonly ImmutableArray<PreflightCheck> MoveChecks =
        [new NameCheck(), new FolderCheck(), new SecretNameCheck()];

    /// <summary>Checks a creation.</summary>
    /// <param name="predecessor">The rotation that is deleted before; null for a new resource.</param>
    /// <param name="isPreview">What other resources give up in this run is no conflict.</param>
    /// <param name="notBefore">How old an answer may be; null for the usual lifetime.</param>
    public Task<PreflightResult> ForCreate(
        RotationInputs inputs,
        Predecessor? predecessor,
        CallContext context,
        bool isPreview,
        DateTimeOffset? notBefore,
        CancellationToken cancelled) => Run(
        CreateChecks,
        new PreflightRequest(inputs, notBefore, cancelled)
        {
            Stack = new StackRotations(session.Run, context.Urn),
            IsPreview = isPreview,
            IsConnectionNew = inputs.ConnectionId is { } connection && session.Run.IsNewConnection(connection),
            Predecessor = predecessor,
            OwnId = predecessor?.Id,
            SecretsOwnerId = predecessor is { KeepsSecrets: false } ? predecessor.Id : null,
            Names = inputs.Name is { } name ? [name] : [],
            SecretNames = [.. inputs.SecretNames],
        });

    /// <summary>Checks an update that renames or moves.</summary>
    /// <inheritdoc cref="ForCreate"/>
    public Task<PreflightResult> ForUpdate(
        UpdatePlan plan, string id, CallContext context, bool isPreview, CancellationToken cancelled) => Run(
        plan.Moves ? MoveChecks : UpdateChecks,
        new PreflightRequest(plan.Inputs, session.Run.LastWrite, cancelled)
        {
            Stack = new StackRotations(session.Run, context.Urn),
            IsPreview = isPreview,
            OwnId = id,
            SecretsOwnerId = id,
            Names = plan.RequiredNames,
            SecretNames = plan.RequiredSecretNames,
        });

    private async Task<PreflightResult> Run(ImmutableArray<PreflightCheck> checks, PreflightRequest request)
    {
        if (request.Inputs.ProjectId is not { } projectId)
        {
            return new PreflightResult([], null, IsNotChecked: false);
        }

        // The list first: where it can't be read, nothing else can, and one warning is enough.
        var (rotations, finding) = await ReadRotations(projectId, request);
        if (finding is not null)
        {
            return new PreflightResult([finding], null, IsNotChecked: finding.Severity == FindingSeverity.NotChecked);
        }

        // A replica that lags lists what this run has deleted.
        request = request with
        {
            Listed = rotations,
            Rotations = rotations.RemoveAll(rotation => session.Run.IsDeleted(rotation.Id)),
            OwnSecretNames = OwnSecretNames(request, rotations),
        };
        var findings = await Task.WhenAll(checks.Select(check => check.Run(request, session.Reads)));
        return new PreflightResult([.. Relevant(checks, findings, request)], request.NameHolder, IsNotChecked: false)
        {
            NameOwner = request.NameHolder is { } holder ? request.Stack.Of(holder) : null,
            Predecessor = rotations.FirstOrDefault(rotation => rotation.Id == request.Predecessor?.Id),
        };
    }

    /// <summary>
    /// Those of the rotation in the list, and those of a predecessor that was deleted a moment ago: a list of secrets
    /// may still have them.
    /// </summary>
    private static ImmutableHashSet<string> OwnSecretNames(
        PreflightRequest request, ImmutableArray<Rotation> rotations)
    {
        if (request.SecretsOwnerId is not { } own)
        {
            return [];
        }

        var listed = rotations.Where(rotation => rotation.Id == own && request.IsInFolder(rotation))
            .SelectMany(SecretNameCheck.NamesOf);
        var predecessor = request.Predecessor is { } replaced
            ? new RotationInputs(request.Inputs.Type, replaced.Inputs)
            : null;
        var isInFolder = predecessor is not null
            && predecessor.Environment == request.Inputs.Environment
            && predecessor.SecretPath == request.Inputs.SecretPath;
        return [.. listed, .. isInFolder ? predecessor!.SecretNames.Values : []];
    }

    /// <summary>
    /// Where a new rotation's name is taken, the secrets of the rotation that has it are no further errors.
    /// </summary>
    private static IEnumerable<Finding> Relevant(
        ImmutableArray<PreflightCheck> checks, ImmutableArray<Finding>[] findings, PreflightRequest request)
    {
        var isHeld = checks == CreateChecks && request.NameHolder is not null;
        return checks.Zip(findings)
            .SelectMany(pair => isHeld && pair.First is SecretNameCheck
                ? pair.Second.Where(finding => finding.Severity != FindingSeverity.Error)
                : pair.Second);
    }

    private async Task<(ImmutableArray<Rotation> Rotations, Finding? Finding)> ReadRotations(
        string projectId, PreflightRequest request)
    {
        try
        {
            return (await session.Reads.Rotations(projectId, request.NotBefore, request.Cancelled), null);
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.PlanRestriction)
        {
            return ([], Finding.Error(PreflightMessages.PlanRestriction(fault)));
        }
        catch (ApiException fault) when (fault.IsPermissionDenied)
        {
            return ([], Finding.Error(PreflightMessages.ReadForbidden(fault)));
        }
        catch (ApiException fault) when (fault.IsNotFound)
        {
            return ([], Finding.Error(PreflightMessages.ProjectMissing(projectId, fault)));
        }
        catch (ApiException fault)
        {
            return ([], Finding.ServerNotChecked(fault));
        }
    }
}
