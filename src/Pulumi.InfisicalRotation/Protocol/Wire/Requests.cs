using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Proto = Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Decodes requests of the engine.</summary>
internal static class Requests
{
    private const string SettingsPrefix = PackageInfo.Name + ":config:";

    public static CheckCall Decode(Proto.CheckRequest request) => new(
        TypeOf(request.Type, request.Urn),
        NameOf(request.Name, request.Urn),
        request.Urn,
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.Decode(request.News),
        Decode(request.Autonaming));

    public static DiffCall Decode(Proto.DiffRequest request) => new(
        TypeOf(request.Type, request.Urn),
        request.Urn,
        request.Id,
        OldInputsOf(request),
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.Decode(request.News),
        [.. request.IgnoreChanges]);

    public static CreateCall Decode(Proto.CreateRequest request) => new(
        TypeOf(request.Type, request.Urn),
        NameOf(request.Name, request.Urn),
        PropertyCodec.Decode(request.Properties),
        request.Preview);

    /// <summary>An import has neither state nor inputs. That is not the same as empty ones.</summary>
    public static ReadCall Decode(Proto.ReadRequest request) => new(
        TypeOf(request.Type, request.Urn),
        NameOf(request.Name, request.Urn),
        request.Id,
        request.Properties is null ? null : PropertyCodec.Decode(request.Properties),
        request.Inputs is null ? null : PropertyCodec.Decode(request.Inputs));

    public static UpdateCall Decode(Proto.UpdateRequest request) => new(
        TypeOf(request.Type, request.Urn),
        NameOf(request.Name, request.Urn),
        request.Id,
        PropertyCodec.Decode(request.OldInputs ?? request.Olds),
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.Decode(request.News),
        [.. request.IgnoreChanges],
        request.Preview);

    public static DeleteCall Decode(Proto.DeleteRequest request) => new(
        TypeOf(request.Type, request.Urn),
        NameOf(request.Name, request.Urn),
        request.Id,
        PropertyCodec.Decode(request.OldInputs ?? request.Properties),
        PropertyCodec.Decode(request.Properties));

    public static ListCall Decode(Proto.ListRequest request) => new(
        request.Token,
        PropertyCodec.Decode(request.Query),
        request.Limit,
        request.PageSize,
        request.ContinuationToken);

    public static InvokeCall Decode(Proto.InvokeRequest request) =>
        new(request.Tok, PropertyCodec.Decode(request.Args));

    /// <summary>Older engines send only the outputs, which contain the inputs.</summary>
    public static PropertyMap OldInputsOf(Proto.DiffRequest request) =>
        PropertyCodec.Decode(request.OldInputs ?? request.Olds);

    /// <summary>The provider configuration. Older engines send it as strings named <c>PACKAGE:config:KEY</c>.</summary>
    public static PropertyMap SettingsOf(Proto.ConfigureRequest request) => request.Args is not null
        ? PropertyCodec.Decode(request.Args)
        : PropertyMap.From(request.Variables
            .Where(variable => variable.Key.StartsWith(SettingsPrefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create<string, PropertyValue>(
                variable.Key[SettingsPrefix.Length..], variable.Value)));

    private static AutoNaming? Decode(Proto.CheckRequest.Types.AutonamingOptions? options) => options is null
        ? null
        : new AutoNaming(
            options.Mode switch
            {
                Proto.CheckRequest.Types.AutonamingOptions.Types.Mode.Enforce => AutoNamingMode.Enforce,
                Proto.CheckRequest.Types.AutonamingOptions.Types.Mode.Disable => AutoNamingMode.Disable,
                _ => AutoNamingMode.Propose,
            },
            options.ProposedName);

    private static string TypeOf(string type, string urn) => type.Length > 0 ? type : Urn.TypeOf(urn);

    private static string NameOf(string name, string urn) => name.Length > 0 ? name : Urn.NameOf(urn);
}
