using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>Builds the PATCH requests of an update.</summary>
internal sealed class PatchBuilder(UpdatePlan plan)
{
    private readonly RotationInputs _inputs = plan.Inputs;

    /// <inheritdoc cref="UpdatePlan.Steps"/>
    public IEnumerable<PatchStep> Steps()
    {
        var mappingField = _inputs.Type.SecretsMappingField;
        foreach (var mapping in plan.Mappings.SkipLast(1))
        {
            yield return new PatchStep(
                new RotationPatch { SecretsMapping = Json(mapping) },
                [mappingField],
                _inputs.Marked.With(mappingField.Name, Values(mapping)));
        }

        if (plan.IsPatched)
        {
            var changed = _inputs.Type.Inputs.Where(input => !input.IsProviderOnly && plan.HasChanged(input));
            yield return new PatchStep(LastPatch(), [.. changed], _inputs.Marked);
        }
    }

    private RotationPatch LastPatch() => new()
    {
        Name = plan.IsRenamed ? _inputs.Name : null,
        Description = plan.HasChanged(Envelope.Description) ? _inputs.Description : null,
        ClearDescription = plan.HasChanged(Envelope.Description) && _inputs.Description is null,
        IsAutoRotationEnabled = plan.HasChanged(Envelope.IsAutoRotationEnabled) ? _inputs.IsAutoRotationEnabled ?? true : null,
        RotationInterval = plan.HasChanged(Envelope.RotationInterval) ? _inputs.RotationInterval : null,
        RotateAtUtc = plan.HasChanged(Envelope.RotateAtUtc) && _inputs.RotateAtUtc is { } time
            ? new RotateAtUtc(time.Hours, time.Minutes)
            : null,
        Parameters = plan.AreParametersChanged ? Parameters() : null,
        SecretsMapping = plan.Mappings.Length > 0 ? Json(plan.Mappings[^1]) : null,
    };

    /// <summary>
    /// The server replaces the whole object, so members that only a newer server knows are sent back unchanged. Immutable members are
    /// sent exactly as stored: even a default that is added or left out counts as a change.
    /// </summary>
    private JsonObject Parameters()
    {
        var field = _inputs.Type.ParametersField;
        var parameters = _inputs.Json(field) ?? [];
        if (plan.OldOutputs.Get(field.Name)?.Plain() is not PropertyValue.Map { Properties: var stored })
        {
            return parameters;
        }

        var before = (plan.OldInputs.Get(field.Name)?.Plain() as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
        var known = _inputs.Type.Parameters;
        foreach (var (name, node) in FieldJson.ToJson(stored))
        {
            var isUnknown = !before.ContainsKey(name) && known.All(member => member.Name != name);
            if (isUnknown && !parameters.ContainsKey(name))
            {
                parameters[name] = node?.DeepClone();
            }
        }

        var kept = FieldJson.ToJson(stored);
        foreach (var member in known.Where(member => member.Replaces))
        {
            parameters.Remove(member.Name);
            if (kept[member.Name] is { } node)
            {
                parameters[member.Name] = node.DeepClone();
            }
        }

        return parameters;
    }

    private static PropertyMap Values(ImmutableSortedDictionary<string, string> mapping) =>
        PropertyMap.From(mapping.Select(pair => KeyValuePair.Create<string, PropertyValue>(pair.Key, pair.Value)));

    private static JsonObject Json(ImmutableSortedDictionary<string, string> mapping) => FieldJson.ToJson(Values(mapping));
}
