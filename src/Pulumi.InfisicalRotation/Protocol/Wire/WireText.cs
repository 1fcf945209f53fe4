using System.Text;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Makes text valid for protobuf.</summary>
internal static class WireText
{
    /// <summary>
    /// Replaces lone surrogates. Protobuf cannot write them, and would fail after the resource has been created.
    /// </summary>
    public static string WellFormed(this string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? text
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
