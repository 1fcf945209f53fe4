using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// Texts that mean something else on the wire: the engine would take them for an unknown value, a secret, an asset or
/// an output. A decoded value never contains one, so one that is about to be encoded comes from the server, where
/// anybody can type it.
/// </summary>
internal static class Reserved
{
    private const string Prefix = "reserved:";

    /// <summary>The text, with a prefix if the engine would not take it for a text.</summary>
    public static string Escape(string text) => IsReserved(text) ? Prefix + text : text;

    /// <summary>Whether the engine gives this text, or an object with this key, another meaning.</summary>
    public static bool IsReserved(string text) => text == Signatures.Key || Signatures.IsUnknown(text);
}
