using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Describes one field for the schema, Check, Diff, the API and the documentation. <see cref="Name"/> is its name in
/// all of them.
/// </summary>
internal sealed record Field(string Name, FieldKind Kind, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>
    /// Minimum length after trimming: 1 if an empty text is an error. A required text needs at least one character.
    /// </summary>
    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>The length that all server versions accept. A longer text is sent, and a preview warns.</summary>
    public int? PortableMaxLength { get; init; }

    /// <summary>The greatest number that all server versions accept. A greater one is sent, and a preview warns.</summary>
    public double? PortableMax { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Exclusive lower bound of a number.</summary>
    public double? Above { get; init; }

    /// <summary>The allowed numbers; empty means any.</summary>
    public ImmutableArray<double> Numbers { get; init; } = [];

    public TextFormat Format { get; init; }

    /// <summary>The allowed texts; empty means any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>
    /// A newer server may know more choices and members than this provider version: one that is unknown is sent, and a
    /// preview warns.
    /// </summary>
    public bool AcceptsNewer { get; init; }

    /// <summary>Name of the enum type for <see cref="Choices"/> in the language SDKs.</summary>
    public string? ChoicesName { get; init; }

    /// <summary>
    /// Whether this provider version makes the text, so that it is always one of <see cref="Choices"/>.
    /// </summary>
    public bool HasFixedChoices { get; init; }

    /// <summary>Members of an object, in documentation order.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>
    /// An object without members equals an absent one. Not so where the object itself has a meaning, as the block
    /// <c>aws</c> of the provider configuration.
    /// </summary>
    public bool IsAbsentIfEmpty { get; init; }

    /// <summary>
    /// Name of an object type that several fields share in the language SDKs; by default it is generated.
    /// </summary>
    public string? TypeName { get; init; }

    /// <summary>Describes the items of a list, or the values of an open map.</summary>
    public Field? Items { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>The list is a set: the server may reorder its items and remove duplicates.</summary>
    public bool IsSet { get; init; }

    /// <summary>A further constraint; see <see cref="Rules"/>.</summary>
    public FieldRule? Rule { get; init; }

    /// <summary>
    /// A constraint that only some server versions have. A value that violates it is sent, and a preview warns.
    /// </summary>
    public FieldRule? PortableRule { get; init; }

    /// <summary>The value that an absent field has. Adding or removing it is no change.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>Whether the default is sent for an absent value, because some server versions require it.</summary>
    public bool IsDefaultSent { get; init; }

    /// <summary>The server chooses the default, so its value for an absent field is no drift.</summary>
    public bool IsDefaultChosenByServer { get; init; }

    /// <summary>
    /// The input whose value is sent for an absent value, because some server versions require the field.
    /// </summary>
    public string? DefaultInput { get; init; }

    /// <summary>The value is never logged and never part of a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The server never shows the value, although it is no secret.</summary>
    public bool IsWriteOnly { get; init; }

    /// <summary>Whether no response contains the value.</summary>
    public bool IsNeverShown => IsSecret || IsWriteOnly;

    /// <summary>Why a change replaces the resource; null if it is updated in place.</summary>
    public string? ReplacementReason { get; init; }

    /// <summary>What a change replaces.</summary>
    public string ReplacedObject { get; init; } = "rotation";

    /// <summary>The field is never sent, so a change affects only the state.</summary>
    public bool IsProviderOnly { get; init; }

    /// <summary>Used only by Create. A later change is ignored, and the field is no output.</summary>
    public bool IsCreateOnly { get; init; }

    /// <summary>An absent value is taken from the provider configuration.</summary>
    public bool HasProviderDefault { get; init; }

    /// <summary>An example for the documentation; by default it is generated from the limits.</summary>
    public PropertyValue? Example { get; init; }

    /// <summary>The secret name that Infisical proposes for a mapping field.</summary>
    public string? ProposedSecretName { get; init; }

    /// <summary>Whether the field, or any field in it, is secret.</summary>
    public bool HoldsSecret =>
        IsSecret || Fields.Any(member => member.HoldsSecret) || Items is { HoldsSecret: true };

    public bool Replaces => ReplacementReason is not null;

    /// <summary>The same field, which accepts what only a newer server knows, at every depth.</summary>
    public Field AcceptingNewer() => this with
    {
        AcceptsNewer = true,
        Fields = [.. Fields.Select(member => member.AcceptingNewer())],
        Items = Items?.AcceptingNewer(),
    };

    public static Field Text(string name, string description) => new(name, FieldKind.Text, description);

    public static Field Integer(string name, string description) => new(name, FieldKind.Integer, description);

    public static Field Number(string name, string description) => new(name, FieldKind.Number, description);

    public static Field List(string name, string description, Field items) =>
        new(name, FieldKind.List, description) { Items = items };

    public static Field Boolean(string name, string description) => new(name, FieldKind.Boolean, description);

    public static Field Object(string name, string description, params ImmutableArray<Field> fields) =>
        new(name, FieldKind.Object, description) { Fields = fields };

    public static Field OpenMap(string name, string description) => new(name, FieldKind.OpenMap, description);

    /// <summary>A field of the secrets mapping. Its value is the name of a secret, not the content.</summary>
    public static Field SecretName(string name, string proposed, string description) =>
        new(name, FieldKind.Text, description)
        {
            IsRequired = true,
            Format = TextFormat.SecretName,
            ProposedSecretName = proposed,
        };
}
