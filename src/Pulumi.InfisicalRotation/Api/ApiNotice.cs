namespace Pulumi.InfisicalRotation.Api;

/// <summary>What the user should know about the connection to the server. It names no object.</summary>
/// <param name="IsWarning">Whether the user should change something.</param>
/// <param name="Text">Whole sentences without credentials.</param>
internal sealed record ApiNotice(bool IsWarning, string Text)
{
    // A shorter wait is not worth a line.
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    public static ApiNotice Unencrypted(string host) => new(
        IsWarning: true,
        $"The connection to Infisical at {host} is not encrypted: everyone on the network between can read the "
        + "credentials of the machine identity. Use https.");

    /// <param name="reason">Why the configured credentials cannot be used, as sentences.</param>
    public static ApiNotice OtherCredentials(string reason) => new(
        IsWarning: true, $"{reason} The credentials of the environment are used instead.");

    /// <summary>Null where the wait is short.</summary>
    public static ApiNotice? RetryAfter(string host, TimeSpan wait) => OfWait(
        wait, $"Infisical at {host} refused a request because of its rate limit. The provider repeats it");

    /// <summary>Null where the wait is short.</summary>
    public static ApiNotice? RateLimit(string host, TimeSpan wait) => OfWait(
        wait, $"The rate limit of Infisical at {host} is used up. The provider sends the next request");

    private static ApiNotice? OfWait(TimeSpan wait, string what) =>
        wait > LongWait ? new ApiNotice(IsWarning: false, $"{what} in {Math.Ceiling(wait.TotalSeconds)} seconds.") : null;
}
