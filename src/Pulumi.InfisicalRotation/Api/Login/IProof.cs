using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// What a machine identity proves itself with. It is read anew for each login, since tokens expire and their files are
/// replaced. Two proofs with the same settings are equal, and none prints what it contains.
/// </summary>
internal interface IProof
{
    /// <summary>Texts of the settings that no message may contain.</summary>
    ImmutableArray<string> Secrets { get; }

    /// <summary>Reads or makes the proof.</summary>
    /// <param name="http">Reaches the servers that issue proofs.</param>
    /// <param name="cancellation">Ends the search for it.</param>
    /// <exception cref="MissingProofException">It cannot be had.</exception>
    Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation);
}
