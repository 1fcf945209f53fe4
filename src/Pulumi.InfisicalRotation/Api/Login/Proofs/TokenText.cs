using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A token in a text from outside.</summary>
internal static class TokenText
{
    private const int LongestName = 200;

    /// <summary>Whether a name or a path may be a token, written in the wrong place. It must not be quoted.</summary>
    public static bool MayBeToken(string text) =>
        text.Length > LongestName || text.TrimStart().StartsWith("eyJ", StringComparison.Ordinal);

    /// <summary>
    /// Whether a text is a path and no token or key in its place: it begins at the root, or there is such a file.
    /// </summary>
    public static bool IsPath(string text) => Path.IsPathFullyQualified(text) || File.Exists(text);

    /// <param name="text">The text; space around the token is ignored.</param>
    /// <param name="place">Where the text stands, as the beginning of a sentence.</param>
    /// <exception cref="MissingProofException">The text is no token.</exception>
    public static string Read(string text, string place) =>
        text.Trim() is var token && HeaderText.IsValid(token)
            ? token
            : throw new MissingProofException(ProofMessages.NoToken(place));
}
