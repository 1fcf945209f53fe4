using Google.Protobuf.Reflection;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

/// <summary>A wrong number in a <c>.proto</c> file compiles and fails only with the real engine.</summary>
public sealed class WireContractTests
{
    private static readonly FileDescriptor[] Files =
    [
        AliasReflection.Descriptor, CallbackReflection.Descriptor, EngineReflection.Descriptor,
        ErrorsReflection.Descriptor, PluginReflection.Descriptor, ProviderReflection.Descriptor,
        ResourceReflection.Descriptor, SourceReflection.Descriptor, StatusReflection.Descriptor,
    ];

    private static readonly Dictionary<string, string> Messages =
        Entries(ProviderMessages.Table).Concat(Entries(EngineMessages.Table)).ToDictionary();

    private static readonly Dictionary<string, string> Enums = Entries(EngineMessages.Enums).ToDictionary();

    private static readonly Dictionary<string, MessageDescriptor> OurMessages = Files
        .SelectMany(file => file.MessageTypes)
        .SelectMany(WithNested)
        .ToDictionary(message => Name(message.FullName));

    private static readonly Dictionary<string, EnumDescriptor> OurEnums = Files.SelectMany(file => file.EnumTypes)
        .Concat(OurMessages.Values.SelectMany(message => message.EnumTypes))
        .ToDictionary(type => Name(type.FullName));

    public static TheoryData<string> MessageNames => [.. OurMessages.Keys];

    public static TheoryData<string> EnumNames => [.. OurEnums.Keys];

    [Fact]
    public void Every_message_and_enumeration_of_the_tables_is_declared() =>
        Assert.Empty(Messages.Keys.Except(OurMessages.Keys).Concat(Enums.Keys.Except(OurEnums.Keys)));

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void A_message_has_the_fields_of_the_protocol(string name) =>
        Assert.Equal(Messages.GetValueOrDefault(name), Fields(OurMessages[name]));

    [Theory]
    [MemberData(nameof(EnumNames))]
    public void An_enumeration_has_the_values_of_the_protocol(string name) => Assert.Equal(
        Enums.GetValueOrDefault(name),
        string.Join("; ", OurEnums[name].Values.Select(value => $"{value.Number} {value.Name}")));

    [Fact]
    public void The_services_have_the_methods_of_the_protocol() => Assert.Equal(
        EngineMessages.Methods.Split('\n').Order(StringComparer.Ordinal),
        Files.SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(Signature)
            .Order(StringComparer.Ordinal));

    /// <summary>The types of details are named in the status, so their full names are part of the wire too.</summary>
    [Fact]
    public void Every_file_is_in_the_package_of_the_protocol() => Assert.Equal(
        ["google.rpc", .. Enumerable.Repeat("pulumirpc", Files.Length - 1)],
        Files.Select(file => file.Package).Order(StringComparer.Ordinal));

    /// <summary>An entry begins at the margin; what is indented belongs to the one above.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Entries(string table) => table
        .Replace("\n    ", " ", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => line.Split(": ", 2))
        .Select(parts => KeyValuePair.Create(parts[0], parts[1]));

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.Where(nested => !IsMapEntry(nested)).SelectMany(WithNested).Prepend(message);

    private static bool IsMapEntry(MessageDescriptor message) => message.GetOptions()?.MapEntry ?? false;

    private static string Name(string fullName) => fullName.Replace("pulumirpc.", "", StringComparison.Ordinal);

    private static string Fields(MessageDescriptor message)
    {
        var fields = message.Fields.InFieldNumberOrder()
            .Select(field => $"{field.FieldNumber} {Type(field)} {field.Name}{Choice(field)}");
        int[] reserved = [.. message.ToProto().ReservedRange
            .SelectMany(range => Enumerable.Range(range.Start, range.End - range.Start))
            .Order()];
        var all = reserved.Length > 0 ? fields.Append($"reserved {string.Join(' ', reserved)}") : fields;
        return all.Any() ? string.Join("; ", all) : "nothing";
    }

    private static string Type(FieldDescriptor field) => field switch
    {
        { IsMap: true, MessageType: var entry } =>
            $"map<{Single(entry.FindFieldByNumber(1))},{Single(entry.FindFieldByNumber(2))}>",
        { IsRepeated: true } => $"rep {Single(field)}",
        { ContainingOneof.IsSynthetic: true } => $"opt {Single(field)}",
        _ => Single(field),
    };

    private static string Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.Name,
        FieldType.Enum => field.EnumType.Name,
        var plain => plain.ToString().ToLowerInvariant(),
    };

    private static string Choice(FieldDescriptor field) =>
        field.RealContainingOneof is { } choice ? $" in {choice.Name}" : "";

    private static string Signature(MethodDescriptor method) =>
        $"{method.Service.Name}/{method.Name} {(method.IsClientStreaming ? "stream " : "")}{method.InputType.Name} -> "
        + $"{(method.IsServerStreaming ? "stream " : "")}{method.OutputType.Name}";
}
