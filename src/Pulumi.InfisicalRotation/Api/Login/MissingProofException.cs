using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// The proof for a login cannot be had. The message names the file, the variable or the address that was tried, and
/// contains no proof.
/// </summary>
internal sealed class MissingProofException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Texts that were read on the way, and that a quoted text may contain.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];
}
