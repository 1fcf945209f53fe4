using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace TestEngine.Values;

/// <summary>A property value as an engine keeps it. Compared by content.</summary>
public abstract record Value
{
    private Value()
    {
    }

    public sealed record Nothing : Value;

    public sealed record Flag(bool On) : Value;

    public sealed record Number(double Amount) : Value;

    public sealed record Text(string Content) : Value;

    /// <summary>Not known before the update runs.</summary>
    public sealed record Unknown : Value;

    public sealed record Secret(Value Inner) : Value;

    /// <summary>A resource handed over as a value; no id for a component, an empty one where it is not known yet.</summary>
    public sealed record Resource(string Urn, string? Id) : Value;

    /// <summary>An asset or archive: carried, not looked into.</summary>
    public sealed record Opaque(string Signature, ValueMap Content) : Value;

    public sealed record List(ImmutableArray<Value> Items) : Value
    {
        public bool Equals(List? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode() => Items.Length;
    }

    public sealed record Map(ValueMap Entries) : Value;

    /// <summary>From plain objects: texts, numbers, booleans, lists and dictionaries.</summary>
    public static Value From(object? plain) => plain switch
    {
        null => new Nothing(),
        Value value => value,
        ValueMap map => new Map(map),
        string text => new Text(text),
        bool flag => new Flag(flag),
        IDictionary map => new Map(ValueMap.From(map)),
        IEnumerable list => new List([.. list.Cast<object?>().Select(From)]),
        IConvertible number => new Number(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A {plain.GetType().Name} is no property value."),
    };

    /// <summary>The same, marked as a secret.</summary>
    public static Value Hidden(object? plain) => new Secret(From(plain));

    /// <summary>The data without any secret mark.</summary>
    public Value Plain() => this switch
    {
        Secret secret => secret.Inner.Plain(),
        List list => new List([.. list.Items.Select(item => item.Plain())]),
        Map map => new Map(map.Entries.Plain()),
        _ => this,
    };

    public bool Holds(Func<Value, bool> wanted) => wanted(this) || this switch
    {
        Secret secret => secret.Inner.Holds(wanted),
        List list => list.Items.Any(item => item.Holds(wanted)),
        Map map => map.Entries.Values.Any(item => item.Holds(wanted)),
        _ => false,
    };

    public bool HoldsUnknown => Holds(value => value is Unknown);

    public bool HoldsSecret => Holds(value => value is Secret);
}
