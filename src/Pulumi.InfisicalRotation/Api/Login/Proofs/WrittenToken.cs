using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A token in the settings.</summary>
internal sealed record WrittenToken(string Token) : ITokenSource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [Token];

    /// <inheritdoc/>
    public Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation) =>
        Task.FromResult(Token);

    public override string ToString() => "WrittenToken { [secret] }";
}
