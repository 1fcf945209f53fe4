using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A token in an environment variable.</summary>
/// <param name="Variable">The name of the variable.</param>
/// <param name="ReadVariable">Reads a variable; null if it is not set.</param>
internal sealed record VariableToken(string Variable, Func<string, string?> ReadVariable) : ITokenSource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation) =>
        ReadVariable(Variable) is { } text && !string.IsNullOrWhiteSpace(text)
            ? Task.FromResult(TokenText.Read(text, $"The environment variable {Variable}"))
            : throw new MissingProofException(TokenText.MayBeToken(Variable)
                ? ProofMessages.TokenInPlaceOf("name of an environment variable")
                : ProofMessages.VariableMissing(Variable));

    public override string ToString() => $"VariableToken {{ {Variable} }}";
}
