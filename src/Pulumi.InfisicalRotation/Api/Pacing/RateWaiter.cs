namespace Pulumi.InfisicalRotation.Api.Pacing;

/// <summary>One who waits for a ticket.</summary>
internal sealed class RateWaiter() : TaskCompletionSource<RateTicket>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Takes the waiter out of the queue when its caller no longer waits.</summary>
    public CancellationTokenRegistration GiveUp { get; set; }
}
