using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Update;

/// <summary>Builds the PATCH requests of an update from the changed fields.</summary>
internal sealed class PatchBuilder(UpdatePlan plan)
{
    private readonly RotationInputs _inputs = plan.Inputs;
    private readonly RotationType _type = plan.Inputs.Type;

    /// <inheritdoc cref="UpdatePlan.Steps"/>
    public IEnumerable<PatchStep> Steps()
    {
        var mappingField = _type.SecretsMappingField;
        foreach (var mapping in plan.Mappings.SkipLast(1))
        {
            var names = Names(mapping);
            yield return new PatchStep(
                new JsonObject { [mappingField.Name] = FieldJson.ToJson(names) },
                [mappingField],
                _inputs.Marked.With(mappingField.Name, names));
        }

        if (plan.IsPatched)
        {
            var body = LastBody();
            yield return new PatchStep(body, plan.PatchedFields, Expected(body));
        }
    }

    /// <summary>
    /// Immutable parameters are expected as they are sent, which is as stored, and not as the program has them.
    /// </summary>
    private PropertyMap Expected(JsonObject body)
    {
        var field = _type.ParametersField;
        if (body[field.Name] is not JsonObject sent)
        {
            return _inputs.Marked;
        }

        var members = FieldJson.FromJson(sent).Where(
            pair => field.Kind == FieldKind.OpenMap || _type.Parameters.Any(member => member.Name == pair.Key));
        return _inputs.Marked.With(field.Name, PropertyMap.From(members));
    }

    private JsonObject LastBody()
    {
        var body = new JsonObject();
        foreach (var field in plan.PatchedFields)
        {
            body[field.Name] = field.Name == _type.ParametersField.Name ? Parameters()
                : field.Name == _type.SecretsMappingField.Name ? FieldJson.ToJson(Names(plan.Mappings[^1]))
                : Value(field);
        }

        return body;
    }

    /// <summary>An input that was removed from the program gets its default, or null, which clears it.</summary>
    private JsonNode? Value(Field field) =>
        (_inputs.Value(field) ?? field.Default) is { } value ? FieldJson.ToJson(value) : null;

    /// <summary>
    /// The server replaces the whole object, so members that only a newer server knows are sent back unchanged.
    /// Immutable members are sent exactly as stored: even a default that is added or left out counts as a change.
    /// </summary>
    private JsonObject Parameters()
    {
        var field = _type.ParametersField;
        var parameters = _inputs.Json(field) ?? [];
        if (plan.OldOutputs.Get(field.Name)?.Plain() is not PropertyValue.Map { Properties: var stored })
        {
            return parameters;
        }

        var before = (plan.OldInputs.Get(field.Name)?.Plain() as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
        var kept = FieldJson.ToJson(stored);
        foreach (var (name, node) in kept)
        {
            var isUnknown = !before.ContainsKey(name) && _type.Parameters.All(member => member.Name != name);
            if (isUnknown && !parameters.ContainsKey(name))
            {
                parameters[name] = node?.DeepClone();
            }
        }

        foreach (var member in _type.Parameters.Where(member => member.Replaces))
        {
            parameters.Remove(member.Name);
            if (kept[member.Name] is { } node)
            {
                parameters[member.Name] = node.DeepClone();
            }
        }

        return parameters;
    }

    private static PropertyMap Names(ImmutableSortedDictionary<string, string> mapping) =>
        PropertyMap.From(mapping.Select(pair => KeyValuePair.Create<string, PropertyValue>(pair.Key, pair.Value)));
}
