namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>A request that waits for a ticket.</summary>
internal sealed class RateWaiter()
    : TaskCompletionSource<RateTicket>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Removes the request from the queue when its caller cancels.</summary>
    public CancellationTokenRegistration GiveUp { get; set; }
}
