using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>
/// The app connections of one app, as data. The lifecycle reads these fields and does not refer to any app by name.
/// </summary>
internal sealed class ConnectionType
{
    private readonly Lazy<Built> _built;

    public ConnectionType() => _built = new Lazy<Built>(Build);

    /// <summary>The app in the API's paths, such as <c>azure-client-secrets</c>.</summary>
    public required string App { get; init; }

    /// <summary>Infisical's display name, which its messages use.</summary>
    public required string Title { get; init; }

    public required ImmutableArray<ConnectionMethod> Methods { get; init; }

    /// <summary>Requirements beyond the fields, as sentences; part of the documentation.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether Infisical can reach the app through a gateway.</summary>
    public bool HasGateway { get; init; }

    /// <summary>Whether Infisical can take over the credentials and change them itself.</summary>
    public bool CanBePlatformManaged { get; init; }

    /// <summary>Settings beside the credentials; null for none.</summary>
    public Field? Configuration { get; init; }

    /// <summary>The credential that names the role that the connection assumes; null if it assumes none.</summary>
    public Field? AssumedRole { get; init; }

    /// <summary>
    /// Whether a new key or role needs some seconds until the app knows it everywhere. Until then the app refuses it.
    /// </summary>
    public bool HasSlowIdentities { get; init; }

    /// <summary>
    /// A rotation type that changes the connection's own password if it rotates the account of the connection; null if
    /// there is none.
    /// </summary>
    public string? SelfRotationType { get; init; }

    /// <summary>Name of the resource in the language SDKs.</summary>
    public string TypeName => _built.Value.TypeName;

    /// <summary>All inputs, with the credentials of every method, in the order of the documentation.</summary>
    public ImmutableArray<Field> Inputs => _built.Value.Inputs;

    public Field MethodField => _built.Value.Method;

    /// <summary>The inputs of one method; those of every method if the method is not known.</summary>
    public ImmutableArray<Field> InputsOf(string? method) =>
        _built.Value.ByMethod.GetValueOrDefault(method ?? "", Inputs);

    /// <summary>The method with this slug; null if it is not known.</summary>
    public ConnectionMethod? Method(string? slug) => Methods.FirstOrDefault(method => method.Slug == slug);

    private Built Build()
    {
        var typeName = string.Concat(App.Split('-').Select(PascalCase.Of)) + "Connection";
        var method = ConnectionFields.Method with
        {
            Choices = [.. Methods.Select(one => one.Slug)],
            ChoicesName = typeName + "Method",
            IsRequired = Methods.Length > 1,
            Default = Methods is [var only] ? (PropertyValue)only.Slug : null,
        };
        var inputs = Assemble(typeName, method, AllMembers());
        return new Built(
            typeName,
            method,
            inputs,
            Methods.ToImmutableDictionary(one => one.Slug, one => Assemble(typeName, method, one.Fields)));
    }

    private ImmutableArray<Field> Assemble(string typeName, Field method, ImmutableArray<Field> credentials) =>
    [
        ConnectionFields.Name,
        ConnectionFields.ProjectId,
        ConnectionFields.Description,
        method,
        ConnectionFields.Credentials with { Fields = credentials, TypeName = typeName + "Credentials" },
        .. Configuration is { } own ? (ReadOnlySpan<Field>)[Settings(own, typeName)] : [],
        .. HasGateway ? (ReadOnlySpan<Field>)[ConnectionFields.GatewayId, ConnectionFields.GatewayPoolId] : [],
        .. CanBePlatformManaged ? (ReadOnlySpan<Field>)[ConnectionFields.IsPlatformManagedCredentials] : [],
    ];

    /// <summary>An update clears settings by sending none, and some servers then show an empty object.</summary>
    private static Field Settings(Field own, string typeName) => own with
    {
        TypeName = typeName + PascalCase.Of(own.Name),
        IsAbsentIfEmpty = true,
    };

    /// <summary>
    /// The members of all methods. One that not every method requires is optional, and a limit that not every method
    /// has is none: the method may be unknown yet.
    /// </summary>
    private ImmutableArray<Field> AllMembers() =>
    [
        .. Methods.SelectMany(method => method.Fields)
            .GroupBy(field => field.Name, StringComparer.Ordinal)
            .Select(group => Methods.Length == 1 ? group.First() : Shared(group.First(), [.. group])),
    ];

    private Field Shared(Field field, ImmutableArray<Field> same)
    {
        var isInAll = same.Length == Methods.Length;
        var methods = Methods.Where(method => method.Fields.Any(one => one.Name == field.Name))
            .Select(method => $"`{method.Slug}`");
        return field with
        {
            IsRequired = isInAll && same.All(one => one.IsRequired),
            Format = same.All(one => one.Format == field.Format) ? field.Format : TextFormat.Any,
            MaxLength = same.All(one => one.MaxLength is not null) ? same.Max(one => one.MaxLength) : null,
            Description = isInAll ? field.Description : $"{field.Description} Only for {string.Join(", ", methods)}.",
        };
    }

    private sealed record Built(
        string TypeName,
        Field Method,
        ImmutableArray<Field> Inputs,
        ImmutableDictionary<string, ImmutableArray<Field>> ByMethod);
}
