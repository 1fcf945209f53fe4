using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Signed objects: maps on the wire whose signature says what else they are.</summary>
internal static class SignedCodec
{
    private const string ValueKey = "value";
    private const string SecretKey = "secret";
    private const string DependenciesKey = "dependencies";
    private const string UrnKey = "urn";
    private const string IdKey = "id";
    private const string PackageVersionKey = "packageVersion";
    private const string NameKey = "name";
    private const string TypeKey = "type";

    public static PropertyValue Decode(Value signature, Struct wire) => signature.StringValue switch
    {
        Signatures.Secret => new PropertyValue.Secret(ValueOf(wire) ?? throw new WireFormatException("a secret arrived without its value")),
        Signatures.Output => new PropertyValue.Output(ValueOf(wire), FlagOf(wire), DependenciesOf(wire)),
        Signatures.Resource => DecodeResource(wire),
        Signatures.Asset or Signatures.Archive or Signatures.Bytes => new PropertyValue.Opaque(
            signature.StringValue, PropertyCodec.Decode(wire).Without(Signatures.Key)),
        var unknown => throw new WireFormatException($"a value arrived with the signature \"{unknown}\", which this version does not know"),
    };

    public static Struct Encode(PropertyValue value) => value switch
    {
        PropertyValue.Secret secret => Signed(Signatures.Secret, (ValueKey, PropertyCodec.Encode(secret.Value))),
        PropertyValue.Output output => Signed(
            Signatures.Output,
            (ValueKey, output.Value is null ? null : PropertyCodec.Encode(output.Value)),
            (SecretKey, output.IsSecret ? Value.ForBool(true) : null),
            (DependenciesKey, output.Dependencies.IsDefaultOrEmpty ? null : Value.ForList([.. output.Dependencies.Select(Text)]))),
        PropertyValue.Resource resource => Signed(
            Signatures.Resource,
            (UrnKey, Text(resource.Urn)),
            (IdKey, resource.Id is null ? null : PropertyCodec.Encode(resource.Id)),
            (PackageVersionKey, OptionalText(resource.PackageVersion)),
            (NameKey, OptionalText(resource.Name)),
            (TypeKey, OptionalText(resource.Type))),
        PropertyValue.Opaque opaque => Signed(opaque.Signature, [.. opaque.Content.Select(pair => (pair.Key, PropertyCodec.Encode(pair.Value)))]),
        _ => throw new InvalidOperationException($"{value} has no form on the wire"),
    };

    private static PropertyValue.Resource DecodeResource(Struct wire) => new(
        TextOf(wire, UrnKey) ?? throw new WireFormatException("a resource arrived without its URN"),
        wire.Fields.TryGetValue(IdKey, out var id) ? PropertyCodec.Decode(id) : null,
        TextOf(wire, PackageVersionKey),
        TextOf(wire, NameKey),
        TextOf(wire, TypeKey));

    private static PropertyValue? ValueOf(Struct wire) =>
        wire.Fields.TryGetValue(ValueKey, out var value) ? PropertyCodec.Decode(value) : null;

    private static bool FlagOf(Struct wire) => wire.Fields.TryGetValue(SecretKey, out var flag) && flag.BoolValue;

    private static ImmutableArray<string> DependenciesOf(Struct wire) =>
        wire.Fields.TryGetValue(DependenciesKey, out var list) && list.KindCase == Value.KindOneofCase.ListValue
            ? [.. list.ListValue.Values.Select(urn => urn.StringValue)]
            : [];

    private static string? TextOf(Struct wire, string key) =>
        wire.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : null;

    private static Struct Signed(string signature, params ReadOnlySpan<(string Key, Value? Value)> fields)
    {
        var wire = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (key, value) in fields)
        {
            if (value is not null)
            {
                wire.Fields[key.WellFormed()] = value;
            }
        }

        return wire;
    }

    private static Value Text(string text) => Value.ForString(text.WellFormed());

    private static Value? OptionalText(string? text) => text is null ? null : Text(text);
}
