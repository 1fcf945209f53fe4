using System.Globalization;

namespace Bench;

/// <summary>Wall times of the same command, some times over. The least one is the one that other programs disturbed least.</summary>
internal sealed class Rounds
{
    /// <summary>How often a command is measured.</summary>
    public const int Number = 3;

    private readonly List<double> _seconds = [];

    public void Add(TimeSpan time) => _seconds.Add(time.TotalSeconds);

    /// <summary>The ratio of the least times, and that of the medians.</summary>
    public string Ratio(Rounds other) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_seconds.Min() / other._seconds.Min():0.00} (medians {Median / other.Median:0.00})");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{_seconds.Min():0.00} s (median {Median:0.00})");

    private double Median => _seconds.Order().ElementAt(_seconds.Count / 2);
}
