using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>
/// What an update has to send, computed from old inputs, new inputs and stored outputs. A preview makes the same plan.
/// </summary>
internal sealed class UpdatePlan
{
    private readonly ImmutableHashSet<string> _changed;
    private readonly string _id;
    private readonly ImmutableArray<string> _ignored;

    /// <param name="id">Id of the rotation.</param>
    /// <param name="ignored">Property paths of <c>ignoreChanges</c>.</param>
    public UpdatePlan(
        RotationInputs inputs, PropertyMap oldInputs, PropertyMap oldOutputs, string id, ImmutableArray<string> ignored)
    {
        Inputs = inputs;
        OldInputs = oldInputs;
        OldOutputs = oldOutputs;
        _id = id;
        _ignored = ignored;
        Old = new RotationInputs(
            inputs.Type, oldOutputs.Get(inputs.Type.SecretsMappingField.Name) is null ? oldInputs : oldOutputs);
        OldSecretNames = Old.SecretNames;
        var changes = InputDiff.Between(inputs.Type.Inputs, oldInputs, inputs.Marked, ignored, oldOutputs);
        IsEmpty = changes.IsEmpty;
        _changed = [.. inputs.Type.Inputs.Where(field => IsPending(field, changes)).Select(field => field.Name)];
        Moves = HasChanged(Envelope.Environment) || HasChanged(Envelope.SecretPath);
        IsTriggered = changes.Any(change => PropertyPath.Root(change.Path) == Envelope.RotateTriggers.Name)
            && inputs.HasTriggers;
        Mappings = HasChanged(inputs.Type.SecretsMappingField)
            ? MappingSteps.From(OldSecretNames, inputs.SecretNames, name => IntermediateName(name, id))
            : [];
        PatchedFields = [.. inputs.Type.Inputs.Where(IsSentByPatch)];
    }

    public RotationInputs Inputs { get; }

    public PropertyMap OldInputs { get; }

    public PropertyMap OldOutputs { get; }

    /// <summary>The inputs before the update, by the outputs where these are known.</summary>
    public RotationInputs Old { get; }

    /// <summary>Secret names before the update, by mapping field.</summary>
    public ImmutableSortedDictionary<string, string> OldSecretNames { get; }

    /// <summary>
    /// Old and new inputs are equal. The engine plans such an update after one that was left unfinished.
    /// </summary>
    public bool IsEmpty { get; }

    public bool Moves { get; }

    public bool Renames => HasChanged(Envelope.Name);

    /// <summary>Whether the triggers request a rotation.</summary>
    public bool IsTriggered { get; }

    /// <summary>Whether the stored outputs show a rotation that failed or is overdue.</summary>
    public bool IsUnhealthy => RotationHealths.IsUnhealthy(OldOutputs);

    /// <summary>Whether the update rotates because the rotation failed or is overdue.</summary>
    public bool RotatesToRepair => !IsTriggered && IsUnhealthy && Inputs.WhenUnhealthy == UnhealthyReaction.Rotate;

    /// <summary>
    /// Whether the update is refused because the rotation failed or is overdue. A requested rotation repairs it.
    /// </summary>
    public bool IsRefused => !IsTriggered && IsUnhealthy && Inputs.WhenUnhealthy == UnhealthyReaction.Fail;

    /// <summary>Whether the update rotates once.</summary>
    public bool Rotates => IsTriggered || RotatesToRepair;

    public bool IsScheduleChanged => HasChanged(Envelope.RotationInterval) || HasChanged(Envelope.RotateAtUtc)
        || HasChanged(Envelope.IsAutoRotationEnabled);

    public bool AreParametersChanged => HasChanged(Inputs.Type.ParametersField);

    /// <summary>
    /// The changed fields that a PATCH sends. A move changes the folder, and an empty step no mapping.
    /// </summary>
    public ImmutableArray<Field> PatchedFields { get; }

    public bool SendsPatch => !PatchedFields.IsEmpty;

    /// <summary>Whether a PATCH sends values that the server may ignore.</summary>
    public bool SendsParametersOrMapping => PatchedFields.Any(sent =>
        sent.Name == Inputs.Type.ParametersField.Name || sent.Name == Inputs.Type.SecretsMappingField.Name);

    /// <summary>Whether the update changes the state only.</summary>
    public bool SendsNothing => !Moves && !Rotates && !SendsPatch;

    /// <summary>The mappings to send one after the other; empty if the mapping does not change.</summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string>> Mappings { get; }

    /// <summary>The PATCH requests in their order. All but the last only rename secrets.</summary>
    public IEnumerable<PatchStep> Steps => new PatchBuilder(this).Steps();

    /// <summary>Names of secrets that the update adds to the folder.</summary>
    public ImmutableSortedDictionary<string, string> NewSecretNames => Moves
        ? Inputs.SecretNames
        : Inputs.SecretNames
            .Where(pair => !OldSecretNames.ContainsValue(pair.Value))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The secrets that are renamed.</summary>
    public IEnumerable<(string Old, string New)> RenamedSecrets => OldSecretNames
        .Where(pair => Inputs.SecretNames.TryGetValue(pair.Key, out var name) && name != pair.Value)
        .Select(pair => (pair.Value, Inputs.SecretNames[pair.Key]));

    /// <summary>Rotation names that must be free in the folder. A move takes the old name there first.</summary>
    public ImmutableArray<string> RequiredNames =>
    [
        .. Inputs.Name is { } name ? (ReadOnlySpan<string>)[name] : [],
        .. Moves && Old.Name is { } old && old != Inputs.Name ? (ReadOnlySpan<string>)[old] : [],
    ];

    /// <summary>Secret names that must be free in the folder. A move takes the old ones there first.</summary>
    public ImmutableArray<KeyValuePair<string, string>> RequiredSecretNames =>
    [
        .. NewSecretNames,
        .. Moves ? OldSecretNames.Where(pair => !NewSecretNames.ContainsValue(pair.Value)) : [],
    ];

    /// <summary>Whether the update has to send this field.</summary>
    public bool HasChanged(Field field) => _changed.Contains(field.Name);

    /// <summary>The same change, starting from the rotation as it is now instead of the stored outputs.</summary>
    public UpdatePlan Rebased(Rotation live, DateTimeOffset now) => new(
        Inputs,
        RotationState.ReadInputs(Inputs.Type, OldInputs, OldOutputs, live),
        RotationState.OutputsOf(Inputs.Type, Inputs.Marked, OldOutputs, live, now),
        _id,
        _ignored);

    /// <inheritdoc cref="UpdatePrediction.StateOnly"/>
    public PropertyMap StateOnly() => UpdatePrediction.StateOnly(this);

    /// <summary>
    /// The outputs show a change that an earlier, unfinished update has applied already. The engine keeps the old
    /// inputs then and plans the whole change again.
    /// </summary>
    private bool IsPending(Field field, ImmutableArray<PropertyChange> changes) =>
        changes.Any(change => PropertyPath.Root(change.Path) == field.Name)
        && (field.IsProviderOnly
            || OldOutputs.Count == 0
            || !InputDiff.Between([field], OldOutputs, Inputs.Marked).IsEmpty);

    private bool IsSentByPatch(Field field) =>
        HasChanged(field) && field is { IsProviderOnly: false, IsCreateOnly: false, Replaces: false }
        && field != Envelope.Environment && field != Envelope.SecretPath
        && (field.Name != Inputs.Type.SecretsMappingField.Name || Mappings.Length > 0);

    /// <summary>A name that is certainly free, because it contains the id of the rotation.</summary>
    private static string IntermediateName(string name, string id) =>
        $"{name}_MOVING_{id.Replace("-", "", StringComparison.Ordinal)}";
}
