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
            yield return Step(
                new JsonObject { [mappingField.Name] = FieldJson.ToJson(names) },
                [mappingField],
                _inputs.Marked.With(mappingField.Name, names));
        }

        if (plan.SendsPatch)
        {
            var body = LastBody();
            yield return Step(body, plan.PatchedFields, Expected(body));
        }
    }

    private PatchStep Step(JsonObject body, ImmutableArray<Field> fields, PropertyMap expected)
    {
        var shown = expected.Plain();
        foreach (var field in new[] { _type.ParametersField, _type.SecretsMappingField })
        {
            if (shown.Get(field.Name) is { } value)
            {
                shown = shown.With(field.Name, IgnoredValues.Without(
                    value, plan.OldInputs.Get(field.Name), plan.OldOutputs.Get(field.Name)));
            }
        }

        return new PatchStep(body, fields, expected, shown);
    }

    /// <summary>
    /// Immutable parameters are expected as they are sent, which is as stored, and not as the program has them. A
    /// default that only the server knows is not expected: the server may not show it.
    /// </summary>
    private PropertyMap Expected(JsonObject body)
    {
        var field = _type.ParametersField;
        if (body[field.Name] is not JsonObject sent)
        {
            return _inputs.Marked;
        }

        var given = (_inputs.Value(field) as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
        var members = FieldJson.FromJson(sent).Where(pair => field.Kind == FieldKind.OpenMap
            || given.Get(pair.Key) is not null
            || _type.Parameters.Any(member => member.Name == pair.Key && !member.IsDefaultChosenByServer));
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
    /// The server replaces the whole object and fills in its own defaults. So what the program leaves to the server,
    /// and members that only a newer server knows, are sent back unchanged. Immutable members are sent exactly as
    /// stored: even a default that is added or left out counts as a change.
    /// </summary>
    private JsonObject Parameters()
    {
        var field = _type.ParametersField;
        var parameters = _inputs.Json(field) ?? [];
        if (plan.OldOutputs.Get(field.Name)?.Plain() is PropertyValue.Map { Properties: var stored })
        {
            var before = (plan.OldInputs.Get(field.Name)?.Plain() as PropertyValue.Map)?.Properties;
            KeepStored(parameters, stored, before ?? PropertyMap.Empty, _type.Parameters);
            foreach (var member in _type.Parameters.Where(member => member.Replaces))
            {
                parameters.Remove(member.Name);
                if (stored.Get(member.Name) is { } value)
                {
                    parameters[member.Name] = FieldJson.ToJson(value);
                }
            }
        }

        return _inputs.WithDefaultInputs(parameters);
    }

    private static void KeepStored(
        JsonObject sent, PropertyMap stored, PropertyMap before, ImmutableArray<Field> fields)
    {
        foreach (var (name, value) in stored)
        {
            var field = fields.FirstOrDefault(member => member.Name == name);
            if (sent[name] is JsonObject inner)
            {
                if (value is PropertyValue.Map { Properties: var members } && field?.Kind == FieldKind.Object)
                {
                    var old = (before.Get(name) as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
                    KeepStored(inner, members, old, field.Fields);
                }
            }
            else if (sent[name] is null && (field?.IsDefaultChosenByServer ?? !before.ContainsKey(name)))
            {
                sent[name] = FieldJson.ToJson(value);
            }
        }
    }

    private static PropertyMap Names(ImmutableSortedDictionary<string, string> mapping) =>
        PropertyMap.From(mapping.Select(pair => KeyValuePair.Create<string, PropertyValue>(pair.Key, pair.Value)));
}
