using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>
/// Texts that the engine would misread: as an unknown value, or as an object that is a secret, an asset or an output. A
/// decoded value never contains one, so one that is about to be encoded comes from the server, where anybody can type
/// it.
/// </summary>
internal static class Reserved
{
    private const string Prefix = "reserved:";

    /// <summary>The text, with a prefix if the engine would take it for an unknown value.</summary>
    public static string EscapeText(string text) => Signatures.IsUnknown(text) ? Prefix + text : text;

    /// <summary>The key of an object, with a prefix if the engine would take the object for something else.</summary>
    public static string EscapeKey(string key) => key == Signatures.Key ? Prefix + key : key;
}
