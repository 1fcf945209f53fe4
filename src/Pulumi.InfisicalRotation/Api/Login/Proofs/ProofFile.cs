namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A file that a proof is read from or made with.</summary>
/// <param name="What">What the file is, as a message names it: <c>token file</c>.</param>
/// <param name="Path">Its path.</param>
/// <param name="ReadFile">Reads a file that is not empty and not too large.</param>
internal sealed record ProofFile(string What, string Path, Func<string, string> ReadFile)
{
    /// <summary>The text of the file.</summary>
    /// <exception cref="MissingProofException">It cannot be read.</exception>
    public string Read()
    {
        if (TokenText.MayBeToken(Path) && !TokenText.IsPath(Path))
        {
            throw new MissingProofException(ProofMessages.TokenInPlaceOf($"path of a {What}"));
        }

        try
        {
            return ReadFile(Path);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MissingProofException(ProofMessages.FileUnreadable(What, Path, fault.Message), fault);
        }
    }

    /// <summary>The token in the file.</summary>
    /// <exception cref="MissingProofException">It cannot be read, or contains none.</exception>
    public string ReadToken() => TokenText.Read(Read(), $"The {What} {Path}");
}
