namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>An access token in use.</summary>
/// <param name="Token">The token.</param>
/// <param name="Origin">The credentials that it comes from.</param>
/// <param name="RenewAt">When to renew it, on the monotonic clock of the login; null for never.</param>
internal sealed record Bearer(string Token, Credentials Origin, TimeSpan? RenewAt)
{
    public override string ToString() => "Bearer { [secret] }";
}
