namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// Parses <c>urn:pulumi:STACK::PROJECT::TYPE::NAME</c>. Older engines send the type and name of a resource only as part
/// of the URN.
/// </summary>
internal static class Urn
{
    private const string Separator = "::";

    /// <summary>The type of the resource, without the types of its parents.</summary>
    public static string TypeOf(string urn) =>
        urn.Split(Separator, 4) is [_, _, var type, _] ? type[(type.LastIndexOf('$') + 1)..] : "";

    /// <summary>The name may contain the separator.</summary>
    public static string NameOf(string urn) => urn.Split(Separator, 4) is [_, _, _, var name] ? name : "";
}
