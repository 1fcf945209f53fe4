using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>
/// Keeps each class of requests within the rate limit that the server reports, so that it refuses none. Without a rate
/// limit nothing waits.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="waiting">Called with the time until the next request can be sent.</param>
internal sealed class RequestPacer(TimeProvider time, Action<TimeSpan>? waiting = null) : IDisposable
{
    private readonly RateWindow _read = new(time, waiting);
    private readonly RateWindow _write = new(time, waiting);
    private readonly RateWindow _secrets = new(time, waiting);

    /// <summary>
    /// Waits until the rate limit allows a request, sends it, and reads the rate limit from the response.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="send">Sends the request; its result is null where it must not be sent any more.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The response; null where the request was not sent.</returns>
    public async Task<ApiAnswer?> SendWithinLimitAsync(
        ApiRequest request, Func<Task<ApiAnswer?>> send, CancellationToken cancellation)
    {
        var window = Window(request.Class);
        var ticket = await window.EnterAsync(request.IsLogin, cancellation);
        return await ObservedAsync(request, window, ticket, Begin(window, ticket, send));
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _secrets.Dispose();
    }

    /// <summary>A ticket that is not given back would let all later requests wait.</summary>
    private static Task<ApiAnswer?> Begin(RateWindow window, RateTicket ticket, Func<Task<ApiAnswer?>> send)
    {
        try
        {
            return send();
        }
        catch
        {
            window.Release(ticket);
            throw;
        }
    }

    private static async Task<ApiAnswer?> ObservedAsync(
        ApiRequest request, RateWindow window, RateTicket ticket, Task<ApiAnswer?> sent)
    {
        ApiAnswer? answer;
        try
        {
            answer = await sent;
        }
        catch
        {
            window.Lost(ticket);
            throw;
        }

        if (answer is null)
        {
            window.Release(ticket);
        }
        else
        {
            // A login counts with the others, but reports another limit: the server does not know the plan before it.
            window.Answered(ticket, answer, reportsThisLimit: !request.IsLogin);
        }

        return answer;
    }

    private RateWindow Window(RateClass rateClass) => rateClass switch
    {
        RateClass.Read => _read,
        RateClass.Write => _write,
        _ => _secrets,
    };
}
