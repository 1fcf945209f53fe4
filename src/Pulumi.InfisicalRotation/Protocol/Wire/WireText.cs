using System.Text;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Makes text valid for protobuf, and messages safe for the engine and its terminal.</summary>
internal static class WireText
{
    // The engine closes the connection if a status is some MiB long. No message of ours is as long as this.
    private const int MaxMessageLength = 8000;

    /// <summary>
    /// A message, a status or a reason as one line of printable characters. Every text that the engine prints leaves
    /// through here, so that no other place can forget it.
    /// </summary>
    public static string AsMessage(this string text) =>
        Printable.Line(Redactor.OfUserInformation.Apply(text), MaxMessageLength);

    /// <summary>
    /// Replaces lone surrogates. Protobuf cannot write them, and would fail after the resource has been created.
    /// </summary>
    public static string WellFormed(this string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? text
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
