namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>The right to send one request.</summary>
/// <param name="window">The window in which it was given.</param>
/// <param name="given">When it was given: the server counts the request later than this.</param>
internal sealed class RateTicket(int window, TimeSpan given)
{
    public int Window { get; } = window;

    public TimeSpan Given { get; } = given;
}
