using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// The checked inputs of an app connection as typed values. In a preview a value may be unknown; it is null here.
/// </summary>
internal sealed class ConnectionInputs(ConnectionType type, PropertyMap marked)
{
    private readonly PropertyMap _plain = marked.Plain();

    public ConnectionType Type { get; } = type;

    /// <summary>The inputs with their secret wrappers.</summary>
    public PropertyMap Marked { get; } = marked;

    public string? Name => Text(ConnectionFields.Name);

    public string? ProjectId => Text(ConnectionFields.ProjectId);

    /// <summary>The method; the only one by default, null if unknown.</summary>
    public string? Method =>
        Text(Type.MethodField) ?? (_plain.Get(Type.MethodField.Name) is null ? Text(Type.MethodField.Default) : null);

    /// <summary>The inputs that the method has.</summary>
    public ImmutableArray<Field> Fields => Type.InputsOf(Method);

    public Field CredentialsField => Fields.First(one => one.Name == ConnectionFields.Credentials.Name);

    public bool IsPlatformManaged =>
        (Value(ConnectionFields.IsPlatformManagedCredentials) as PropertyValue.Bool)?.Value ?? false;

    /// <summary>Whether project and name are known.</summary>
    public bool IsPlaceKnown => Name is not null && !IsUnknown(ConnectionFields.ProjectId);

    /// <summary>
    /// The members of the credentials that the method needs, that no response contains and that the inputs lack.
    /// </summary>
    public ImmutableArray<string> MissingSecrets()
    {
        if (_plain.Get(ConnectionFields.Credentials.Name) is PropertyValue.Unknown)
        {
            return [];
        }

        var given = Members(ConnectionFields.Credentials);
        return
        [
            .. CredentialsField.Fields
                .Where(field => field is { IsRequired: true, IsNeverShown: true } && given.Get(field.Name) is null)
                .Select(field => field.Name),
        ];
    }

    /// <summary>Whether the inputs have none of the members of the credentials that no response contains.</summary>
    public bool LacksHiddenMembers
    {
        get
        {
            var given = Members(ConnectionFields.Credentials);
            return CredentialsField.Fields.All(one => !one.IsNeverShown || given.Get(one.Name) is null);
        }
    }

    /// <summary>A value as it is sent; null if absent.</summary>
    public PropertyValue? Value(Field field) => Canonical.Sent(field, _plain.Get(field.Name));

    public bool IsUnknown(Field field) => _plain.Get(field.Name)?.HasUnknown() ?? false;

    /// <summary>The members of an object; none if it is absent or unknown.</summary>
    public PropertyMap Members(Field field) => _plain.Get(field.Name) is PropertyValue.Map { Properties: var members }
        ? members
        : PropertyMap.Empty;

    /// <summary>The body of a create.</summary>
    public JsonObject ToBody()
    {
        var body = new JsonObject();
        foreach (var field in Fields)
        {
            if (Json(field) is { } value)
            {
                body[field.Name] = value;
            }
        }

        return body;
    }

    /// <summary>A value as JSON, or its default; null if it has neither.</summary>
    public JsonNode? Json(Field field)
    {
        if (field.Name == ConnectionFields.Credentials.Name)
        {
            return Credentials();
        }

        var value = Value(field) ?? (field.Name == Type.MethodField.Name ? field.Default : null);
        return value is null ? null : FieldJson.ToJson(value);
    }

    /// <summary>The secret texts of the credentials, which no message may contain.</summary>
    public ImmutableArray<string> Secrets()
    {
        var members = Members(ConnectionFields.Credentials);
        return
        [
            .. CredentialsField.Fields
                .Where(field => field.IsSecret)
                .Select(field => (members.Get(field.Name) as PropertyValue.Text)?.Value)
                .OfType<string>(),
        ];
    }

    private JsonObject Credentials()
    {
        var body = Value(CredentialsField) is PropertyValue.Map map ? FieldJson.ToJson(map.Properties) : [];
        if (Type.Method(Method) is { } method)
        {
            foreach (var (field, earlierName) in method.EarlierNames)
            {
                body[earlierName] = body[field.Name]?.DeepClone();
            }

            if (method.MethodMember is { } member)
            {
                body[member] = method.Slug;
            }
        }

        return body;
    }

    private string? Text(Field field) => Text(Value(field));

    private static string? Text(PropertyValue? value) => (value as PropertyValue.Text)?.Value;
}
