namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// What must have been checked shortly before a request is sent. A request may wait for a login or a rate limit in
/// between; then the check is repeated.
/// </summary>
/// <param name="check">Throws if the request must not be sent.</param>
internal sealed class RequestCondition(TimeProvider time, Func<Task> check)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private long? _checkedAt;

    /// <summary>Whether the last check is recent enough.</summary>
    public bool IsCurrent => _checkedAt is { } at && time.GetElapsedTime(at) <= MaxAge;

    /// <summary>Checks, unless the last check is recent enough.</summary>
    public async Task EnsureCurrentAsync()
    {
        if (!IsCurrent)
        {
            await check();
            _checkedAt = time.GetTimestamp();
        }
    }
}
