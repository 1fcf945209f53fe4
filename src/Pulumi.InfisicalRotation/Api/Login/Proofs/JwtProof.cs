using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A token of another issuer: the proof of most methods.</summary>
/// <param name="IdentityId">The identity, which some tokens have as their audience.</param>
/// <param name="Source">Where the token comes from.</param>
internal sealed record JwtProof(string IdentityId, ITokenSource Source) : IProof
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => Source.Secrets;

    /// <inheritdoc/>
    public async Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation)
    {
        var token = await Source.ReadAsync(http, IdentityId, cancellation);
        return new Proof(new JsonObject { ["jwt"] = token }) { Secrets = [token], IsTimed = Source is GcpKeyToken };
    }

    public override string ToString() => "JwtProof { [secret] }";
}
