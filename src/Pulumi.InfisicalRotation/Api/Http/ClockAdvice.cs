using System.Globalization;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// A wrong clock of this machine, where it may be the reason of a refusal: clouds accept a signed request only for some
/// minutes.
/// </summary>
internal static class ClockAdvice
{
    private static readonly TimeSpan Accepted = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with the clock, as sentences behind another one; empty where it is right.</summary>
    /// <param name="ahead">How far the server is ahead of this machine.</param>
    public static string For(TimeSpan ahead)
    {
        if (ahead.Duration() <= Accepted)
        {
            return "";
        }

        var minutes = Math.Round(ahead.Duration().TotalMinutes, 1).ToString(CultureInfo.InvariantCulture);
        return $" The clock of this machine is {minutes} minutes {(ahead > TimeSpan.Zero ? "slow" : "fast")}, and the proof "
            + "contains its time: correct the clock.";
    }
}
