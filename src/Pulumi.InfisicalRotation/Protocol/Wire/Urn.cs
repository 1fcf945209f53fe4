namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// <c>urn:pulumi:STACK::PROJECT::TYPE::NAME</c>. Older engines send type and name of a resource only as part of it.
/// </summary>
internal static class Urn
{
    private const string Separator = "::";

    /// <summary>The resource's own type, without those of its parents.</summary>
    public static string TypeOf(string urn) =>
        urn.Split(Separator, 4) is [_, _, var type, _] ? type[(type.LastIndexOf('$') + 1)..] : "";

    /// <summary>Its name, which may hold the separator itself.</summary>
    public static string NameOf(string urn) => urn.Split(Separator, 4) is [_, _, _, var name] ? name : "";
}
