using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>The identity token of a GitHub Actions job, which the job may request if it has the permission.</summary>
/// <param name="Audience">The audience of the token; null for GitHub's own default.</param>
/// <param name="ReadVariable">Reads an environment variable; null if it is not set.</param>
internal sealed record GitHubToken(string? Audience, Func<string, string?> ReadVariable) : ITokenSource
{
    /// <summary>The runner sets both, if the job has the permission <c>id-token: write</c>.</summary>
    public const string AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";

    /// <inheritdoc cref="AddressVariable"/>
    public const string TokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public async Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation)
    {
        var address = AddressIn(Value(AddressVariable));
        var token = TokenText.Read(Value(TokenVariable), $"The environment variable {TokenVariable}");
        var request = new ProofRequest(HttpMethod.Get, address, "GitHub Actions") { Bearer = token, Secrets = [token] };
        return await http.TokenAsync(request, "value", cancellation);
    }

    private string Value(string variable) =>
        ReadVariable(variable)?.Trim() is { Length: > 0 } value
            ? value
            : throw new MissingProofException(ProofMessages.NoGitHubPermission(variable));

    private Uri AddressIn(string text)
    {
        var query = Audience is null ? "" : $"audience={Uri.EscapeDataString(Audience)}";
        var separator = query.Length == 0 ? "" : text.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return CloudAddress.Parse(text + separator + query)
            ?? throw new MissingProofException(ProofMessages.NotAnAddress(AddressVariable));
    }
}
