using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>Where a token comes from that proves an identity. Two sources with the same settings are equal.</summary>
internal interface ITokenSource
{
    /// <summary>Texts of the settings that no message may contain.</summary>
    ImmutableArray<string> Secrets { get; }

    /// <summary>Reads or requests the token.</summary>
    /// <param name="http">Reaches the servers that issue tokens.</param>
    /// <param name="identityId">The identity that it is for.</param>
    /// <param name="cancellation">Ends the wait for it.</param>
    /// <exception cref="MissingProofException">It cannot be had.</exception>
    Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation);
}
