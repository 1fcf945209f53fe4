using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// What an update has to send, worked out from old inputs, new inputs and the stored outputs. Pure: a preview makes the same plan.
/// </summary>
internal sealed class UpdatePlan
{
    private readonly PropertyMap _oldInputs;
    private readonly PropertyMap _oldOutputs;
    private readonly ImmutableHashSet<string> _changed;
    private readonly string _id;
    private readonly ImmutableArray<string> _ignored;

    public UpdatePlan(RotationInputs inputs, PropertyMap oldInputs, PropertyMap oldOutputs, string id, ImmutableArray<string> ignored)
    {
        Inputs = inputs;
        _id = id;
        _ignored = ignored;
        _oldInputs = oldInputs;
        _oldOutputs = oldOutputs;
        var changes = InputDiff.Between(inputs.Type.Inputs, oldInputs, inputs.Marked, ignored);
        IsEmpty = changes.IsEmpty;
        _changed = [.. inputs.Type.Inputs.Where(field => IsPending(field, changes)).Select(field => field.Name)];
        IsMoved = HasChanged(Envelope.Environment) || HasChanged(Envelope.SecretPath);
        IsRotated = changes.Any(change => PropertyPath.Root(change.Path) == Envelope.RotateTriggers.Name)
            && inputs.Marked.Get(Envelope.RotateTriggers.Name) is not null;
        Mappings = HasChanged(inputs.Type.SecretsMappingField) ? MappingSteps.From(OldSecretNames, inputs.SecretNames, Between(id)) : [];
    }

    public RotationInputs Inputs { get; }

    /// <summary>Old and new inputs are the same: the engine asks for an update all the same where the last one was left unfinished.</summary>
    public bool IsEmpty { get; }

    public bool IsMoved { get; }

    public bool IsRotated { get; }

    /// <summary>The mappings to be gone through, one request each; none where the mapping stays.</summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string>> Mappings { get; }

    public bool IsScheduleChanged =>
        HasChanged(Envelope.RotationInterval) || HasChanged(Envelope.RotateAtUtc) || HasChanged(Envelope.IsAutoRotationEnabled);

    public bool AreParametersChanged => HasChanged(Inputs.Type.ParametersField);

    /// <summary>Whether the change touches the state alone.</summary>
    public bool SendsNothing => !IsMoved && !IsRotated && !IsPatched;

    public bool IsPatched => Mappings.Length > 0 || IsScheduleChanged || AreParametersChanged || HasChanged(Envelope.Name) || HasChanged(Envelope.Description);

    public bool IsRenamed => HasChanged(Envelope.Name);

    /// <summary>Names of secrets that the new mapping takes and the old one didn't have.</summary>
    public ImmutableSortedDictionary<string, string> NewSecretNames => IsMoved
        ? Inputs.SecretNames
        : Inputs.SecretNames.Where(pair => !OldSecretNames.ContainsValue(pair.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Where it is, environment and folder, before and after a move.</summary>
    public ((string? Environment, string? Path) From, (string? Environment, string? Path) To) Places =>
        ((Old.Environment, Old.SecretPath), (Inputs.Environment, Inputs.SecretPath));

    /// <summary>The secrets it has before the update, by their names.</summary>
    public IEnumerable<string> SecretsBefore => OldSecretNames.Values;

    /// <summary>Which secret gets which name.</summary>
    public IEnumerable<(string Old, string New)> Renamed => OldSecretNames
        .Where(pair => Inputs.SecretNames.TryGetValue(pair.Key, out var name) && name != pair.Value)
        .Select(pair => (pair.Value, Inputs.SecretNames[pair.Key]));

    /// <summary>The name it will have, and with a move first the one it has.</summary>
    public ImmutableArray<string> NamesAtPlace =>
    [
        .. Inputs.Name is { } name ? (ReadOnlySpan<string>)[name] : [],
        .. IsMoved && Old.Name is { } old && old != Inputs.Name ? (ReadOnlySpan<string>)[old] : [],
    ];

    /// <summary>Secret names that must be free at the place; a move takes the old ones there first.</summary>
    public ImmutableArray<KeyValuePair<string, string>> SecretsAtPlace =>
        [.. NewSecretNames, .. IsMoved ? OldSecretNames.Where(pair => !NewSecretNames.ContainsValue(pair.Value)) : []];

    /// <summary>The requests, in their order; all but the last only rename secrets.</summary>
    public IEnumerable<RotationPatch> Patches
    {
        get
        {
            foreach (var mapping in Mappings.SkipLast(1))
            {
                yield return new RotationPatch { SecretsMapping = Json(mapping) };
            }

            if (IsPatched)
            {
                yield return LastPatch();
            }
        }
    }

    private RotationInputs Old => new(Inputs.Type, _oldOutputs.Get(Inputs.Type.SecretsMappingField.Name) is null ? _oldInputs : _oldOutputs);

    private ImmutableSortedDictionary<string, string> OldSecretNames => Old.SecretNames;

    /// <summary>The same change, from what the rotation is now instead of what was stored of it: as if it had been read just before.</summary>
    public UpdatePlan Against(Rotation live, DateTimeOffset now) => new(
        Inputs,
        RotationState.ReadInputs(Inputs.Type, _oldInputs, live),
        RotationState.Outputs(Inputs.Type, Inputs.Marked, _oldOutputs, live, now),
        _id,
        _ignored);

    /// <summary>The stored outputs with this provider's own inputs as they are now.</summary>
    public PropertyMap StateAlone()
    {
        var outputs = _oldOutputs;
        foreach (var field in Inputs.Type.Inputs.Where(field => field.IsOurs))
        {
            outputs = (Inputs.Marked.Get(field.Name) ?? field.Default) is { } value ? outputs.With(field.Name, value) : outputs.Without(field.Name);
        }

        return outputs;
    }

    /// <summary>The outputs as far as they are certain before the update: what is left out is not known yet.</summary>
    public PropertyMap Predicted()
    {
        var outputs = StateAlone();
        foreach (var field in Inputs.Type.Inputs.Where(field => !field.IsOurs && !field.IsCreateOnly && _changed.Contains(field.Name)))
        {
            outputs = Inputs.Stored(field) is { } value ? outputs.With(field.Name, value) : outputs.Without(field.Name);
        }

        foreach (var field in Moving())
        {
            outputs = outputs.Without(field.Name);
        }

        var isKnown = Inputs is { RotationInterval: not null, IsKnown: true };
        return IsScheduleChanged && isKnown
            && RotationState.MaxKeyAgeDays(Inputs.Type, Inputs.IsAutoRotationEnabled ?? true, Inputs.RotationInterval!.Value) is { } days
                ? outputs.With(Outputs.MaxKeyAgeDays.Name, days)
                : outputs;
    }

    private ImmutableArray<Field> Moving() =>
    [
        .. SendsNothing ? [] : (ReadOnlySpan<Field>)[Outputs.UpdatedAt],
        .. IsMoved ? (ReadOnlySpan<Field>)[Outputs.FolderId, Outputs.EnvironmentId] : [],
        .. IsPatched && _oldOutputs.Get(Outputs.Health.Name)?.Plain() is PropertyValue.Text { Value: "failed" or "overdue" } ? (ReadOnlySpan<Field>)[Outputs.NextRotationAt] : [],
        .. IsScheduleChanged ? (ReadOnlySpan<Field>)[Outputs.NextRotationAt, Outputs.Health, Outputs.MaxKeyAgeDays] : [],
        .. IsRotated
            ? (ReadOnlySpan<Field>)
            [
                Outputs.NextRotationAt, Outputs.Health, Outputs.LastRotatedAt, Outputs.LastRotationAttemptedAt, Outputs.RotationStatus,
                Outputs.LastRotationMessage, Outputs.IsLastRotationManual, Outputs.ActiveIndex, Outputs.CredentialVersion,
            ]
            : [],
    ];

    /// <summary>
    /// A change that an earlier, half-done update carried out already is in the outputs: the engine keeps the old inputs then, and
    /// offers the whole change again.
    /// </summary>
    private bool IsPending(Field field, ImmutableArray<PropertyChange> changes) =>
        changes.Any(change => PropertyPath.Root(change.Path) == field.Name)
        && (field.IsOurs || _oldOutputs.Count == 0 || !InputDiff.Between([field], _oldOutputs, Inputs.Marked).IsEmpty);

    private bool HasChanged(Field field) => _changed.Contains(field.Name);

    private RotationPatch LastPatch() => new()
    {
        Name = HasChanged(Envelope.Name) ? Inputs.Name : null,
        Description = HasChanged(Envelope.Description) ? Inputs.Description : null,
        ClearDescription = HasChanged(Envelope.Description) && Inputs.Description is null,
        IsAutoRotationEnabled = HasChanged(Envelope.IsAutoRotationEnabled) ? Inputs.IsAutoRotationEnabled ?? true : null,
        RotationInterval = HasChanged(Envelope.RotationInterval) ? Inputs.RotationInterval : null,
        RotateAtUtc = HasChanged(Envelope.RotateAtUtc) && Inputs.RotateAtUtc is { } time ? new RotateAtUtc(time.Hours, time.Minutes) : null,
        Parameters = AreParametersChanged ? Parameters() : null,
        SecretsMapping = Mappings.Length > 0 ? Json(Mappings[^1]) : null,
    };

    /// <summary>The server replaces the whole object: members that only a newer server knows are sent back as they came.</summary>
    private JsonObject Parameters()
    {
        var parameters = Inputs.Json(Inputs.Type.ParametersField) ?? [];
        if (_oldOutputs.Get(Inputs.Type.ParametersField.Name)?.Plain() is PropertyValue.Map stored)
        {
            var before = (_oldInputs.Get(Inputs.Type.ParametersField.Name)?.Plain() as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
            var unknown = stored.Properties.Where(
                pair => !parameters.ContainsKey(pair.Key) && !before.ContainsKey(pair.Key) && Inputs.Type.Parameters.All(field => field.Name != pair.Key));
            foreach (var (name, node) in FieldJson.ToJson(PropertyMap.From(unknown)))
            {
                parameters[name] = node?.DeepClone();
            }

            // What can't be changed is sent as it is stored, down to its absence: a default that is said or left out counts as a change there.
            var kept = FieldJson.ToJson(stored.Properties);
            foreach (var field in Inputs.Type.Parameters.Where(field => field.Replaces))
            {
                parameters.Remove(field.Name);
                if (kept[field.Name] is { } node)
                {
                    parameters[field.Name] = node.DeepClone();
                }
            }
        }

        return parameters;
    }

    /// <summary>A name that is surely free: it carries the rotation's own id.</summary>
    private static Func<string, string> Between(string id) => name => $"{name}_MOVING_{id.Replace("-", "", StringComparison.Ordinal)}";

    private static JsonObject Json(ImmutableSortedDictionary<string, string> mapping)
    {
        var json = new JsonObject();
        foreach (var (field, name) in mapping)
        {
            json[field] = name;
        }

        return json;
    }
}
