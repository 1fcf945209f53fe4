using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Values;

/// <summary>
/// A value as the engine knows it: plain data, and around it what only the engine knows, whether it is secret,
/// not known yet, or another resource. Compared by content.
/// </summary>
internal abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <summary>An explicit null. Programs of some languages send it; it means the same as an absent property.</summary>
    public sealed record Null : PropertyValue
    {
        public static Null Instance { get; } = new();
    }

    public sealed record Bool(bool Value) : PropertyValue;

    public sealed record Number(double Value) : PropertyValue;

    public sealed record Text(string Value) : PropertyValue;

    /// <summary>A value that is not known before the update runs; only a preview may hold one.</summary>
    public sealed record Unknown : PropertyValue
    {
        public static Unknown Instance { get; } = new();
    }

    public sealed record Secret(PropertyValue Value) : PropertyValue;

    /// <summary>A value with its secrecy and the resources it depends on; no value means unknown.</summary>
    public sealed record Output(PropertyValue? Value, bool IsSecret, ImmutableArray<string> Dependencies) : PropertyValue
    {
        public bool Equals(Output? other) =>
            other is not null && Equals(Value, other.Value) && IsSecret == other.IsSecret
            && Dependencies.AsSpan().SequenceEqual(other.Dependencies.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Value, IsSecret, Dependencies.Length);
    }

    /// <summary>
    /// A resource handed over as a value. <paramref name="Id"/> is absent for a component and empty where it is not known yet.
    /// </summary>
    public sealed record Resource(string Urn, PropertyValue? Id, string? PackageVersion, string? Name, string? Type) : PropertyValue;

    /// <summary>An asset or archive. No resource of this provider takes one: it is carried whole and not looked into.</summary>
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

    /// <summary>Never prints what it holds: a value can end in a message, and any of them may be secret.</summary>
    public sealed override string ToString() => GetType().Name;
}
