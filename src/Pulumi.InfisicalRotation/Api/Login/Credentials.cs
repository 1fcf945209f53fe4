using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>How a machine identity proves itself. No case prints what it contains.</summary>
internal abstract record Credentials
{
    private Credentials()
    {
    }

    /// <summary>Why these credentials are used; null where the caller does not say. It decides about no equality.</summary>
    public LoginChoice? Choice { get; init; }

    /// <summary>The access token itself, where no login is needed for one; null otherwise.</summary>
    public abstract string? ReadyToken { get; }

    /// <summary>Texts that no message may contain. What a proof reads later is a secret of its request.</summary>
    public abstract ImmutableArray<string> Secrets { get; }

    /// <summary>The request that exchanges these credentials for an access token; null where they are one.</summary>
    /// <param name="organization">The sub-organization to log in to; null for the identity's own.</param>
    /// <param name="http">Reaches the servers that issue proofs.</param>
    /// <param name="cancellation">Ends the search for a proof.</param>
    /// <exception cref="MissingProofException">The proof cannot be had.</exception>
    public abstract ValueTask<ApiRequest?> LoginRequest(
        string? organization, ProofHttp http, CancellationToken cancellation);

    /// <summary>The same credentials may have been chosen twice, for two reasons.</summary>
    public virtual bool Equals(Credentials? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Universal auth: exchanged for an access token at the first request that needs one.</summary>
    public sealed record Universal(string ClientId, string ClientSecret) : Credentials
    {
        /// <inheritdoc/>
        public override string? ReadyToken => null;

        /// <inheritdoc/>
        public override ImmutableArray<string> Secrets => [ClientSecret];

        /// <inheritdoc/>
        public override ValueTask<ApiRequest?> LoginRequest(
            string? organization, ProofHttp http, CancellationToken cancellation) =>
            new(LoginRoutes.Universal(this, organization));

        public override string ToString() => "Universal { [secret] }";
    }

    /// <summary>An access token that was issued elsewhere. It cannot be renewed.</summary>
    public sealed record Token(string AccessToken) : Credentials
    {
        /// <inheritdoc/>
        public override string ReadyToken => AccessToken;

        /// <inheritdoc/>
        public override ImmutableArray<string> Secrets => [AccessToken];

        /// <inheritdoc/>
        public override ValueTask<ApiRequest?> LoginRequest(
            string? organization, ProofHttp http, CancellationToken cancellation) => default;

        public override string ToString() => "Token { [secret] }";
    }

    /// <summary>An identity with a proof that is read anew for each login.</summary>
    /// <param name="Method">The method, as the route of its login names it: <c>kubernetes-auth</c>.</param>
    /// <param name="IdentityId">The id of the machine identity.</param>
    /// <param name="Proof">What proves it.</param>
    public sealed record Identity(string Method, string IdentityId, IProof Proof) : Credentials
    {
        /// <summary>Infisical locks the identity after three refused logins.</summary>
        public bool LocksOut { get; init; }

        /// <inheritdoc/>
        public override string? ReadyToken => null;

        /// <inheritdoc/>
        public override ImmutableArray<string> Secrets => Proof.Secrets;

        /// <inheritdoc/>
        public override async ValueTask<ApiRequest?> LoginRequest(
            string? organization, ProofHttp http, CancellationToken cancellation) =>
            LoginRoutes.Identity(this, await Proof.ReadAsync(http, cancellation), organization);

        public override string ToString() => $"Identity {{ {Method} }}";
    }
}
