using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
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

/// <summary>
/// How any rotation lives, whatever its type. Check and Diff are pure: the engine calls them one after another for a whole stack.
/// </summary>
internal sealed class RotationResource(RotationType type, ProviderSession session)
{
    private const int PageSize = 100;

    public CheckAnswer Check(CheckCall call)
    {
        // A replacement is checked a second time, as if there had been nothing before it.
        var before = call.OldInputs.Count == 0 ? session.Replacements.Of(call.Urn)?.Inputs ?? PropertyMap.Empty : call.OldInputs;
        var inputs = WithDefaults(call.NewInputs, before);
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        inputs = WithName(inputs, call, failures);
        var findings = InputCheck.Check(type.TypeName, type.Inputs, inputs).AddRange(CreationFindings(call, inputs));
        failures.AddRange(findings.Select(finding => finding.ToFailure()));
        if (findings.IsEmpty)
        {
            failures.AddRange(ClaimFailures(call.Urn, new RotationInputs(type, inputs)));
        }

        return new CheckAnswer(SecretMarks.Secrets(type.Inputs, inputs), failures.ToImmutable());
    }

    public DiffAnswer Diff(DiffCall call)
    {
        var old = new RotationInputs(type, call.OldInputs);
        session.Replacements.Note(call.Urn, new Predecessor(call.Id, !old.DeleteSecretsOnDelete, !old.RevokeCredentialsOnDelete, call.OldInputs));

        // A new rotation takes the name and the secrets of the old one, which has to go first; also where it is the user who asks to replace.
        return new DiffAnswer(InputDiff.Between(type.Inputs, call.OldInputs, call.NewInputs, call.IgnoreChanges), DeleteBeforeReplace: true);
    }

    public Task<CreateAnswer> Create(CreateCall call, CallContext context)
    {
        var inputs = new RotationInputs(type, call.Inputs);
        var creation = new Creation(session);
        var replaced = session.Replacements.Of(call.Urn);
        return call.IsPreview ? creation.Preview(inputs, replaced, call.Urn, context) : creation.Create(inputs, replaced, call.Urn, context);
    }

    public Task<ReadAnswer?> Read(ReadCall call, CallContext context) => new Reading(session).Read(type, call, context);

    public Task<UpdateAnswer> Update(UpdateCall call, CallContext context)
    {
        var plan = new UpdatePlan(new RotationInputs(type, call.NewInputs), call.OldInputs, call.OldOutputs, call.Id, call.IgnoreChanges);
        return call.IsPreview ? new UpdatePreview(session).Preview(plan, call, context) : new Updating(session).Update(plan, call.Id, context);
    }

    public Task Delete(DeleteCall call, CallContext context) =>
        new Deletion(session).Delete(new RotationInputs(type, call.OldInputs), call.Id, RotationState.CreatedAt(call.OldOutputs), call.Urn, context);

    /// <summary>A page of the project's rotations of this type, or of all where the generic resource is asked without one, by name. The token of a page is the name and id of the last one before it.</summary>
    public async Task<ListAnswer> List(ListCall call, CallContext context)
    {
        var projectId = (call.Query.Get(Envelope.ProjectId.Name)?.Plain() as PropertyValue.Text)?.Value ?? session.Settings.ProjectId
            ?? throw new RefusalException(RefusalKind.InvalidInput, RotationMessages.ProjectNeeded);
        try
        {
            var rotations = await session.Reads.Rotations(projectId, null, context.Cancelled);
            var rest = rotations
                .Where(rotation => type.Slug.Length == 0 || rotation.Type == type.Slug)
                .Select(rotation => (Key: $"{rotation.Name}/{rotation.Id}", rotation))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Where(pair => string.CompareOrdinal(pair.Key, call.ContinuationToken) > 0)
                .ToImmutableArray();
            var page = rest.Take((int)new[] { call.Limit, call.PageSize, PageSize }.Where(most => most > 0).Min()).ToImmutableArray();
            return new ListAnswer(
                [.. page.Select(pair => new ListedResource(pair.rotation.Id, pair.rotation.Name))],
                page.Length < rest.Length ? page[^1].Key : "");
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    /// <summary>What is used at creation alone is asked for only where the rotation is not there yet.</summary>
    private IEnumerable<Finding> CreationFindings(CheckCall call, PropertyMap inputs)
    {
        if (type.CreationRule is { } rule && type.TemporaryParametersField is { } field && call.OldInputs.Count == 0
            && inputs.Get(type.ParametersField.Name)?.Plain() is PropertyValue.Map { Properties: var parameters }
            && (inputs.Get(field.Name)?.Plain() ?? PropertyMap.Empty) is PropertyValue.Map { Properties: var given }
            && rule(parameters, given) is { } breach)
        {
            yield return new Finding(PropertyPath.Member(field.Name, breach.Member), breach.Reason, IsHidden: true);
        }
    }

    /// <summary>
    /// What the program leaves out comes from the provider's configuration. The environment of a machine only helps a new rotation: on
    /// another machine it must not move or replace the ones there are.
    /// </summary>
    private PropertyMap WithDefaults(PropertyMap inputs, PropertyMap olds)
    {
        var settings = session.Settings;
        inputs = WithDefault(Envelope.ProjectId, settings.ProjectId, settings.IsProjectConfigured);
        return WithDefault(Envelope.Environment, settings.Environment, settings.IsEnvironmentConfigured);

        PropertyMap WithDefault(Field field, string? value, bool isConfigured)
        {
            PropertyValue? ambient = value is null ? null : new PropertyValue.Text(value);
            var other = isConfigured ? ambient : olds.Get(field.Name) ?? ambient;
            return inputs.Get(field.Name) is null && other is not null ? inputs.With(field.Name, other) : inputs;
        }
    }

    /// <summary>
    /// A name of its own where none was given: the one it has, else what the stack's automatic naming wants, else the resource's
    /// name in the server's form. Never a random one: a second try must meet the first.
    /// </summary>
    private static PropertyMap WithName(PropertyMap inputs, CheckCall call, ImmutableArray<CheckFailure>.Builder failures)
    {
        if (inputs.Get(Envelope.Name.Name) is not null)
        {
            return inputs;
        }

        if (call.OldInputs.Get(Envelope.Name.Name) is { } old)
        {
            return inputs.With(Envelope.Name.Name, old);
        }

        var (name, failure) = AutoName(call);
        if (failure is not null)
        {
            failures.Add(new CheckFailure(Envelope.Name.Name, failure));
        }

        return name is null ? inputs : inputs.With(Envelope.Name.Name, name);
    }

    private static (string? Name, string? Failure) AutoName(CheckCall call)
    {
        if (call.AutoNaming is { Mode: AutoNamingMode.Disable })
        {
            return (null, FieldMessages.AutoNamingOff);
        }

        if (call.AutoNaming is { Mode: AutoNamingMode.Enforce, ProposedName: var enforced })
        {
            return TextFormats.IsSlug(enforced) && enforced.Length <= Envelope.Name.MaxLength
                ? (enforced, null)
                : (null, FieldMessages.EnforcedNameUnusable(enforced));
        }

        var slug = TextFormats.Slug(call.AutoNaming is { ProposedName: { Length: > 0 } proposed } ? proposed : call.Name, Envelope.Name.MaxLength ?? int.MaxValue);
        return slug.Length > 0 ? (slug, null) : (null, FieldMessages.NoNameFromResource(call.Name));
    }

    private IEnumerable<CheckFailure> ClaimFailures(string urn, RotationInputs inputs)
    {
        if (inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } folder })
        {
            yield break;
        }

        var place = $"{projectId}\n{environment}\n{folder}\n";
        var secrets = inputs.SecretNames.Values.Select(name => $"{place}secret\n{name}");
        foreach (var (key, owner) in session.Claims.Claim(urn, [.. inputs.Name is null ? [] : new[] { $"{place}name\n{inputs.Name}" }, .. secrets]))
        {
            var name = key[(key.LastIndexOf('\n') + 1)..];
            var isName = key.StartsWith($"{place}name\n", StringComparison.Ordinal);
            var field = isName ? Envelope.Name : type.SecretsMappingField;
            var isHidden = inputs.Marked.Get(field.Name)?.HasSecret() ?? false;
            var shown = isHidden ? null : name;
            var path = isName ? field.Name : PropertyPath.Member(field.Name, inputs.SecretNames.First(pair => pair.Value == name).Key);
            yield return new Finding(path, isName ? FieldMessages.NameClaimed(shown, owner) : FieldMessages.SecretClaimed(shown, owner), isHidden).ToFailure();
        }
    }
}
