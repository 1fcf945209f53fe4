using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>
/// Keeps each class of requests within what the server says it still takes, so that none is refused. A server that does not count is
/// not waited for.
/// </summary>
internal sealed class RequestPacer(TimeProvider time) : IDisposable
{
    private readonly RateWindow _read = new(time);
    private readonly RateWindow _write = new(time);
    private readonly RateWindow _secrets = new(time);

    /// <summary>Waits for the request's turn, sends it, and learns from the answer.</summary>
    /// <param name="send">Null as its result means that the request was not sent after all.</param>
    public async Task<ApiAnswer?> InTurnAsync(ApiRequest request, Func<Task<ApiAnswer>?> send, CancellationToken cancellation)
    {
        var window = Window(request.Class);
        var ticket = await window.EnterAsync(request.IsLogin, cancellation);
        if (send() is not { } sent)
        {
            window.Unused(ticket);
            return null;
        }

        return await ObservedAsync(request, window, ticket, sent);
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _secrets.Dispose();
    }

    private static async Task<ApiAnswer> ObservedAsync(ApiRequest request, RateWindow window, RateTicket ticket, Task<ApiAnswer> sent)
    {
        try
        {
            var answer = await sent;

            // A login is counted with the others, but has limits of its own: before it the server knows no organisation and no plan.
            window.Answered(ticket, answer, tells: !request.IsLogin);
            return answer;
        }
        catch
        {
            window.Lost(ticket);
            throw;
        }
    }

    private RateWindow Window(RateClass rateClass) => rateClass switch
    {
        RateClass.Read => _read,
        RateClass.Write => _write,
        _ => _secrets,
    };
}
