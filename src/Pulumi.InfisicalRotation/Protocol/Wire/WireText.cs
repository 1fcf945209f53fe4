using System.Text;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Text that may cross the wire.</summary>
internal static class WireText
{
    /// <summary>
    /// The same text with every half of a character (a lone surrogate) replaced. Protobuf refuses to write such text, and
    /// would do so after the answer was made: too late for a resource that exists by then.
    /// </summary>
    public static string WellFormed(this string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
