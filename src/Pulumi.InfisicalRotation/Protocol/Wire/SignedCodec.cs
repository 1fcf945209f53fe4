using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Encodes and decodes signed objects: maps whose signature gives their kind.</summary>
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
        Signatures.Secret => new PropertyValue.Secret(
            ValueOf(wire) ?? throw new WireFormatException("the request contains a secret without a value")),
        Signatures.Output => new PropertyValue.Output(ValueOf(wire), FlagOf(wire), DependenciesOf(wire)),
        Signatures.Resource => DecodeResource(wire),
        Signatures.Asset or Signatures.Archive or Signatures.Bytes => new PropertyValue.Opaque(
            signature.StringValue, PropertyCodec.Decode(wire).Without(Signatures.Key)),
        var unknown => throw new WireFormatException(
            $"the request contains a value with the unknown signature \"{unknown}\"; a newer provider may support it"),
    };

    public static Struct Encode(PropertyValue value) => value switch
    {
        PropertyValue.Secret secret => Signed(Signatures.Secret, (ValueKey, PropertyCodec.Encode(secret.Value))),
        PropertyValue.Output output => Signed(
            Signatures.Output,
            (ValueKey, output.Value is null ? null : PropertyCodec.Encode(output.Value)),
            (SecretKey, output.IsSecret ? Value.ForBool(true) : null),
            (DependenciesKey,
                output.Dependencies.IsDefaultOrEmpty ? null : Value.ForList([.. output.Dependencies.Select(Text)]))),
        PropertyValue.Resource resource => Signed(
            Signatures.Resource,
            (UrnKey, Text(resource.Urn)),
            (IdKey, resource.Id is null ? null : PropertyCodec.Encode(resource.Id)),
            (PackageVersionKey, OptionalText(resource.PackageVersion)),
            (NameKey, OptionalText(resource.Name)),
            (TypeKey, OptionalText(resource.Type))),
        PropertyValue.Opaque opaque => Signed(
            opaque.Signature, [.. opaque.Content.Select(pair => (pair.Key, PropertyCodec.Encode(pair.Value)))]),
        _ => throw new InvalidOperationException($"A value of kind {value} cannot be encoded as a signed object."),
    };

    private static PropertyValue.Resource DecodeResource(Struct wire) => new(
        TextOf(wire, UrnKey) ?? throw new WireFormatException("the request contains a resource without a URN"),
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
        wire.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.StringValue
            ? value.StringValue
            : null;

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
