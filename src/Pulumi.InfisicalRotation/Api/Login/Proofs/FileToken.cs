using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A token in a file, which its issuer replaces before it expires.</summary>
internal sealed record FileToken(ProofFile File) : ITokenSource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation) =>
        Task.FromResult(File.ReadToken());
}
