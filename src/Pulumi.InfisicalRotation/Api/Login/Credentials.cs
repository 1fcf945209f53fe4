using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>How a machine identity proves itself. No case prints what it contains.</summary>
internal abstract record Credentials
{
    private Credentials()
    {
    }

    /// <summary>The access token itself, where no login is needed for one; null otherwise.</summary>
    public abstract string? ReadyToken { get; }

    /// <summary>Texts that no message may contain.</summary>
    public abstract ImmutableArray<string> Secrets { get; }

    /// <summary>The request that exchanges these credentials for an access token; null where they are one.</summary>
    /// <param name="organization">The sub-organization to log in to; null for the identity's own.</param>
    public abstract ApiRequest? LoginRequest(string? organization);

    /// <summary>Universal auth: exchanged for an access token at the first request that needs one.</summary>
    public sealed record Universal(string ClientId, string ClientSecret) : Credentials
    {
        /// <inheritdoc/>
        public override string? ReadyToken => null;

        /// <inheritdoc/>
        public override ImmutableArray<string> Secrets => [ClientSecret];

        /// <inheritdoc/>
        public override ApiRequest LoginRequest(string? organization) => LoginRoutes.Universal(this, organization);

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
        public override ApiRequest? LoginRequest(string? organization) => null;

        public override string ToString() => "Token { [secret] }";
    }
}
