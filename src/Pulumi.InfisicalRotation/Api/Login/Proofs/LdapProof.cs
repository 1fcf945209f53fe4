using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A name and a password of an LDAP directory.</summary>
internal sealed record LdapProof(string Username, string Password) : IProof
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [Password];

    /// <inheritdoc/>
    public Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation) =>
        Task.FromResult(new Proof(new JsonObject { ["username"] = Username, ["password"] = Password }));

    public override string ToString() => "LdapProof { [secret] }";
}
