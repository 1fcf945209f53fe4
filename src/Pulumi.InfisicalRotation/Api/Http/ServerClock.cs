namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The server's time, as the <c>Date</c> of its latest answer tells; ours until there is one.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private Reading? _latest;

    public DateTimeOffset Now => _latest is { } reading ? reading.Date + time.GetElapsedTime(reading.Taken) : time.GetUtcNow();

    public void Observe(DateTimeOffset? date)
    {
        if (date is { } told)
        {
            _latest = new Reading(told, time.GetTimestamp());
        }
    }

    private sealed record Reading(DateTimeOffset Date, long Taken);
}
