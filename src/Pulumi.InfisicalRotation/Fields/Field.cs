using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// One field, written once: the schema, the checks, the diff, the wire and the documentation all read it here.
/// Its <see cref="Name"/> is the name in all of them.
/// </summary>
internal sealed record Field(string Name, FieldKind Kind, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>Least number of characters after trimming: 1 where an empty text is not the same as none. A required text has at least one.</summary>
    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Where server versions differ: the length that all of them take. A longer text is sent, and a preview warns.</summary>
    public int? PortableMaxLength { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>A number must be greater than this.</summary>
    public double? Above { get; init; }

    /// <summary>The values a number may have; empty means any.</summary>
    public ImmutableArray<double> Numbers { get; init; } = [];

    public TextFormat Format { get; init; }

    /// <summary>The values a text may have; empty means any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Name of the enumeration that <see cref="Choices"/> make in the language SDKs.</summary>
    public string? ChoicesName { get; init; }

    /// <summary>Members of an object, in the order of the documentation.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>Name of the object's type in the language SDKs where several types share it; else made from where it stands.</summary>
    public string? TypeName { get; init; }

    /// <summary>What each item of a list is.</summary>
    public Field? Items { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>Order and repetition of a list's items mean nothing; the server may change both.</summary>
    public bool IsSet { get; init; }

    /// <summary>What the limits above can't say; see <see cref="Rules"/>.</summary>
    public FieldRule? Rule { get; init; }

    /// <summary>What absence means. A value equal to it and no value at all are the same, so neither is ever a diff of the other.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>The default is sent where the value is left out: some server versions require it.</summary>
    public bool IsDefaultSent { get; init; }

    /// <summary>What absence means is up to the server and not known here: a value it shows for a field that was left out is no drift.</summary>
    public bool IsDefaultChosenByServer { get; init; }

    /// <summary>Some server versions don't know the field and leave it out of their answers: that is no drift.</summary>
    public bool MayBeOmittedByServer { get; init; }

    /// <summary>Never shown, logged, or put in a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Why another value makes another resource; null where the rotation can be updated in place.</summary>
    public string? ReplacementReason { get; init; }

    /// <summary>Kept by this provider and never sent: its change touches the state alone.</summary>
    public bool IsProviderOnly { get; init; }

    /// <summary>Used when the rotation is created, and never again: its change is no diff and it is no output.</summary>
    public bool IsCreateOnly { get; init; }

    /// <summary>Where the provider's own configuration has a field of this name, that value counts when this one is absent.</summary>
    public bool HasProviderDefault { get; init; }

    /// <summary>A value it takes, for the documentation; made up from the limits where none is given.</summary>
    public PropertyValue? Example { get; init; }

    /// <summary>The name Infisical proposes for a mapped secret.</summary>
    public string? ProposedSecretName { get; init; }

    /// <summary>Whether it is secret or has a member that is.</summary>
    public bool HoldsSecret => IsSecret || Fields.Any(member => member.HoldsSecret) || Items is { HoldsSecret: true };

    public bool Replaces => ReplacementReason is not null;

    public static Field Text(string name, string description) => new(name, FieldKind.Text, description);

    public static Field Integer(string name, string description) => new(name, FieldKind.Integer, description);

    public static Field Number(string name, string description) => new(name, FieldKind.Number, description);

    public static Field List(string name, string description, Field items) => new(name, FieldKind.List, description) { Items = items };

    public static Field Boolean(string name, string description) => new(name, FieldKind.Boolean, description);

    public static Field Object(string name, string description, params ImmutableArray<Field> fields) =>
        new(name, FieldKind.Object, description) { Fields = fields };

    public static Field OpenMap(string name, string description) => new(name, FieldKind.OpenMap, description);

    /// <summary>A secret of a mapping: its value is the secret's name, never what is in it.</summary>
    public static Field SecretName(string name, string proposed, string description) =>
        new(name, FieldKind.Text, description)
        {
            IsRequired = true,
            Format = TextFormat.SecretName,
            ProposedSecretName = proposed,
        };
}
