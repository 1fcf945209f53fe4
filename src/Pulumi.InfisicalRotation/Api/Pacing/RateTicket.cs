namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>The permission to send one request.</summary>
/// <param name="window">The window that the ticket was issued in.</param>
/// <param name="issuedAt">When the ticket was issued. The server counts the request later than this.</param>
internal sealed class RateTicket(int window, TimeSpan issuedAt)
{
    /// <summary>The window that the ticket was issued in.</summary>
    public int Window { get; } = window;

    /// <summary>When the ticket was issued.</summary>
    public TimeSpan IssuedAt { get; } = issuedAt;
}
