namespace Pulumi.InfisicalRotation.Api;

/// <summary>The right to send one request.</summary>
/// <param name="window">The window in which it was given.</param>
internal sealed class RateTicket(int window)
{
    public int Window { get; } = window;
}
