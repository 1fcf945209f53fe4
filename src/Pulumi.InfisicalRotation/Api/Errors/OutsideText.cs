using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Makes a text from outside safe for a message: one of the server, of a proxy, or of the HTTP library.
/// </summary>
internal static class OutsideText
{
    /// <summary>The length of the longest text.</summary>
    public const int MaxLength = 2000;

    /// <summary>The length of the longest name of an error or id of a request.</summary>
    public const int MaxLabelLength = 100;

    /// <summary>
    /// The text without secrets, as one line of printable characters, and not too long. In this order: a text that was
    /// cut before could end in the middle of a secret.
    /// </summary>
    public static string Safe(string text, Redactor redactor, int maxLength = MaxLength) =>
        Printable.Line(redactor.Apply(text), maxLength);
}
