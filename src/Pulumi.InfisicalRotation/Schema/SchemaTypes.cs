using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Writes schema properties and collects the object and enum types that they refer to.</summary>
internal sealed class SchemaTypes
{
    private readonly SortedDictionary<string, JsonObject> _types = new(StringComparer.Ordinal);

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (token, type) in _types)
        {
            json[token] = type;
        }

        return json;
    }

    /// <param name="field">Field of the property.</param>
    /// <param name="owner">Type of the field. It prefixes the name of a nested type without a name.</param>
    public JsonObject Property(Field field, string owner)
    {
        var property = TypeOf(field, owner);
        property["description"] = FieldText.Describe(field);
        if (field.IsSecret)
        {
            property["secret"] = true;
        }

        if (field.Replaces)
        {
            property["willReplaceOnChanges"] = true;
        }

        if (field.Default is PropertyValue.Bool flag)
        {
            property["default"] = flag.Value;
        }

        return property;
    }

    private JsonObject TypeOf(Field field, string owner)
    {
        switch (field.Kind)
        {
            case FieldKind.List:
                return new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = TypeOf(field.Items!, owner + PascalCase.Of(field.Name)),
                };
            case FieldKind.OpenMap:
                return new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = field.Items is { } entry
                        ? TypeOf(entry, owner + PascalCase.Of(field.Name))
                        : field.Format is TextFormat.SecretName or TextFormat.HeaderValue
                            ? new JsonObject { ["type"] = "string" }
                        : new JsonObject { ["$ref"] = "pulumi.json#/Any" },
                };
            case FieldKind.Object:
                return Reference(field.TypeName ?? owner + PascalCase.Of(field.Name), name => ObjectType(field, name));
            case FieldKind.Text when field is { ChoicesName: { } name, HasFixedChoices: true }:
                return Reference(name, _ => EnumType(field));
            case FieldKind.Text when field.ChoicesName is { } choices:
                // Any string is allowed, because a server can know more values than this provider version.
                return new JsonObject
                {
                    ["type"] = "string",
                    ["oneOf"] = new JsonArray(
                        new JsonObject { ["type"] = "string" }, Reference(choices, _ => EnumType(field))),
                };
            default:
                return new JsonObject { ["type"] = Primitive(field.Kind) };
        }
    }

    private JsonObject Reference(string name, Func<string, JsonObject> make)
    {
        var token = PackageInfo.Token(name);
        if (!_types.ContainsKey(token))
        {
            _types[token] = make(name);
        }

        return new JsonObject { ["$ref"] = $"#/types/{token}" };
    }

    private JsonObject ObjectType(Field field, string name)
    {
        var properties = new JsonObject();
        foreach (var member in field.Fields)
        {
            properties[member.Name] = Property(member, name);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = field.Description,
            ["properties"] = properties,
            ["required"] = new JsonArray(
                [.. field.Fields.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name)]),
        };
    }

    private static JsonObject EnumType(Field field) => new()
    {
        ["type"] = "string",
        ["description"] = field.Description,
        ["enum"] = new JsonArray(
            [.. field.Choices.Select(choice => new JsonObject { ["name"] = ChoiceName(choice), ["value"] = choice })]),
    };

    private static string Primitive(FieldKind kind) => kind switch
    {
        FieldKind.Integer => "integer",
        FieldKind.Number => "number",
        FieldKind.Boolean => "boolean",
        _ => "string",
    };

    private static string ChoiceName(string choice) =>
        string.Concat(choice.Split('-', '_', '.', ' ')
            .Where(part => part.Length > 0)
            .Select(PascalCase.Of));
}
