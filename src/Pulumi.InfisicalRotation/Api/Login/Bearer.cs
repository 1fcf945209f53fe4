namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>An access token in use.</summary>
/// <param name="Token">The token.</param>
/// <param name="Origin">The credentials that it comes from.</param>
internal sealed record Bearer(string Token, Credentials Origin)
{
    /// <summary>How long it is valid; null for a token that does not expire or cannot be renewed.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When to renew it, on the monotonic clock of the login; null for never.</summary>
    public TimeSpan? RenewAt { get; init; }

    public override string ToString() => "Bearer { [secret] }";
}
