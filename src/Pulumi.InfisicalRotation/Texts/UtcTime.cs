using System.Globalization;

namespace Pulumi.InfisicalRotation.Texts;

/// <summary>Times of servers. One without a zone is in UTC, whatever the zone of this machine.</summary>
internal static class UtcTime
{
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>Null for a text in an unknown format.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var time) ? time : null;
}
