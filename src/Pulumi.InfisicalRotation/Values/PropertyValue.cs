using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Values;

/// <summary>
/// A property value of the engine: plain data, a secret, an unknown, an output or a resource. Compared by content.
/// </summary>
internal abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <summary>An explicit null. Some language SDKs send it for an absent property.</summary>
    public sealed record Null : PropertyValue
    {
        public static Null Instance { get; } = new();
    }

    public sealed record Bool(bool Value) : PropertyValue;

    public sealed record Number(double Value) : PropertyValue;

    public sealed record Text(string Value) : PropertyValue;

    /// <summary>A value that is known only after the update. Only a preview has unknowns.</summary>
    public sealed record Unknown : PropertyValue
    {
        public static Unknown Instance { get; } = new();
    }

    public sealed record Secret(PropertyValue Value) : PropertyValue;

    /// <summary>A value with its dependencies, secret or not; null means unknown.</summary>
    public sealed record Output(PropertyValue? Value, bool IsSecret, ImmutableArray<string> Dependencies)
        : PropertyValue
    {
        public bool Equals(Output? other) =>
            other is not null && Equals(Value, other.Value) && IsSecret == other.IsSecret
            && Dependencies.AsSpan().SequenceEqual(other.Dependencies.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Value, IsSecret, Dependencies.Length);
    }

    /// <summary>
    /// A reference to a resource. <paramref name="Id"/> is null for a component, and an empty text while it is unknown.
    /// </summary>
    public sealed record Resource(
        string Urn, PropertyValue? Id, string? PackageVersion, string? Name, string? Type) : PropertyValue;

    /// <summary>
    /// An asset, an archive or bytes. No input of this provider takes one, so the content is not decoded.
    /// </summary>
    public sealed record Opaque(string Signature, PropertyMap Content) : PropertyValue;

    public sealed record List(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        public bool Equals(List? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode() => Items.Length;
    }

    public sealed record Map(PropertyMap Properties) : PropertyValue;

    public static implicit operator PropertyValue(string value) => new Text(value);

    public static implicit operator PropertyValue(bool value) => new Bool(value);

    public static implicit operator PropertyValue(double value) => new Number(value);

    public static implicit operator PropertyValue(PropertyMap value) => new Map(value);

    /// <summary>Never prints the content: it may be secret, and the text may become part of a message.</summary>
    public sealed override string ToString() => GetType().Name;
}
