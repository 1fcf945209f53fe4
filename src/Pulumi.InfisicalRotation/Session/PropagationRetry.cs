using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Repeats a request while a service does not know a new identity or right everywhere: after 5, 10 and 20 seconds. The
/// server must have changed nothing when it reports such a refusal.
/// </summary>
internal static class PropagationRetry
{
    private static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    /// <param name="send">Sends the request.</param>
    /// <param name="isRepeated">Whether a failure may be such a refusal.</param>
    /// <param name="wait">Reports the failure and waits for this time.</param>
    public static async Task<T> Run<T>(
        Func<Task<T>> send, Func<ApiException, bool> isRepeated, Func<TimeSpan, ApiException, Task> wait)
        where T : class
    {
        foreach (var time in Waits)
        {
            try
            {
                return await send();
            }
            catch (ApiException fault) when (isRepeated(fault))
            {
                await wait(time, fault);
            }
        }

        return await send();
    }
}
