using System.Collections.ObjectModel;
using Google.Protobuf.WellKnownTypes;
using TestEngine.Plugins;
using WireValue = Google.Protobuf.WellKnownTypes.Value;

namespace TestEngine.Values;

/// <summary>Values to and from the wire. Written without the provider's codec on purpose: a second opinion on the same bytes.</summary>
internal static class Wire
{
    private static readonly ReadOnlyDictionary<string, IReadOnlyList<string>> Independent = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    public static Struct ToStruct(this ValueMap map)
    {
        var written = new Struct();
        foreach (var (name, value) in map)
        {
            written.Fields[name] = value.ToWire();
        }

        return written;
    }

    public static WireValue ToWire(this Value value) => value switch
    {
        Value.Nothing => WireValue.ForNull(),
        Value.Flag flag => WireValue.ForBool(flag.On),
        Value.Number number => WireValue.ForNumber(number.Amount),
        Value.Text text => WireValue.ForString(text.Content),
        Value.Unknown => WireValue.ForString(Signatures.Unknown),
        Value.Secret secret => Signed(Signatures.Secret, ("value", secret.Inner.ToWire())),
        Value.Resource { Id: null } component => Signed(Signatures.Resource, ("urn", WireValue.ForString(component.Urn))),
        Value.Resource resource => Signed(
            Signatures.Resource, ("urn", WireValue.ForString(resource.Urn)), ("id", WireValue.ForString(resource.Id))),
        Value.Opaque opaque => WireValue.ForStruct(opaque.Content.With(Signatures.Key, new Value.Text(opaque.Signature)).ToStruct()),
        Value.List list => WireValue.ForList([.. list.Items.Select(ToWire)]),
        Value.Map map => WireValue.ForStruct(map.Entries.ToStruct()),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no form on the wire."),
    };

    /// <summary>The form of a component's input: one output value where it is secret, unknown or comes from a resource.</summary>
    public static WireValue ToOutputValue(this Value value, IEnumerable<string> dependencies)
    {
        var urns = dependencies.Select(WireValue.ForString).ToArray();
        if (urns.Length == 0 && value is not (Value.Secret or Value.Unknown))
        {
            return value switch
            {
                Value.List list => WireValue.ForList([.. list.Items.Select(item => item.ToOutputValue([]))]),
                Value.Map map => WireValue.ForStruct(ToOutputValues(map.Entries, Independent)),
                _ => value.ToWire(),
            };
        }

        var inner = value is Value.Secret secret ? secret.Inner : value;
        var output = Signed(Signatures.Output, ("secret", WireValue.ForBool(value is Value.Secret)), ("dependencies", WireValue.ForList(urns)));
        if (inner is not Value.Unknown)
        {
            output.StructValue.Fields["value"] = inner.ToOutputValue([]);
        }

        return output;
    }

    public static Struct ToOutputValues(this ValueMap map, IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies)
    {
        var written = new Struct();
        foreach (var (name, value) in map)
        {
            written.Fields[name] = value.ToOutputValue(dependencies.GetValueOrDefault(name) ?? []);
        }

        return written;
    }

    public static ValueMap FromStruct(Struct? written) =>
        ValueMap.From((written?.Fields ?? []).Select(field => KeyValuePair.Create(field.Key, FromWire(field.Value))));

    public static Value FromWire(WireValue written) => written.KindCase switch
    {
        WireValue.KindOneofCase.NullValue => new Value.Nothing(),
        WireValue.KindOneofCase.BoolValue => new Value.Flag(written.BoolValue),
        WireValue.KindOneofCase.NumberValue => new Value.Number(written.NumberValue),
        WireValue.KindOneofCase.StringValue => FromText(written.StringValue),
        WireValue.KindOneofCase.ListValue => new Value.List([.. written.ListValue.Values.Select(FromWire)]),
        WireValue.KindOneofCase.StructValue when written.StructValue.Fields.TryGetValue(Signatures.Key, out var signature) =>
            FromSigned(signature.StringValue, written.StructValue),
        WireValue.KindOneofCase.StructValue => new Value.Map(FromStruct(written.StructValue)),
        _ => throw new ProtocolViolationException("a value without a kind was sent"),
    };

    private static Value FromText(string text)
    {
        if (Signatures.OtherUnknowns.Contains(text))
        {
            throw new ProtocolViolationException("an unknown was sent as a placeholder other than the one for texts");
        }

        return text == Signatures.Unknown ? new Value.Unknown() : new Value.Text(text);
    }

    private static Value FromSigned(string signature, Struct written) => signature switch
    {
        Signatures.Secret when written.Fields.TryGetValue("value", out var inner) => new Value.Secret(FromWire(inner)),
        Signatures.Secret => throw new ProtocolViolationException("a secret without a value was sent"),
        Signatures.Output => FromOutput(written),
        Signatures.Resource => new Value.Resource(
            written.Fields["urn"].StringValue, written.Fields.TryGetValue("id", out var id) ? id.StringValue : null),
        Signatures.Asset or Signatures.Archive => new Value.Opaque(signature, FromStruct(written).Without(Signatures.Key)),
        _ => throw new ProtocolViolationException($"a value with the unknown signature {signature} was sent"),
    };

    private static Value FromOutput(Struct written)
    {
        var inner = written.Fields.TryGetValue("value", out var value) ? FromWire(value) : new Value.Unknown();
        return written.Fields.TryGetValue("secret", out var secret) && secret.BoolValue ? new Value.Secret(inner) : inner;
    }

    private static WireValue Signed(string signature, params ReadOnlySpan<(string Name, WireValue Value)> entries)
    {
        var written = new Struct { Fields = { [Signatures.Key] = WireValue.ForString(signature) } };
        foreach (var (name, value) in entries)
        {
            written.Fields[name] = value;
        }

        return WireValue.ForStruct(written);
    }
}
