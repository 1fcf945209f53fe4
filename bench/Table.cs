using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>What was measured, each beside the goal it is held against.</summary>
internal sealed class Table
{
    private readonly List<(string What, string Measured, string Goal)> _rows = [("what", "measured", "goal")];

    /// <summary>Adds a row, and shows it at once on standard error: a whole run takes minutes.</summary>
    public void Add(string what, FormattableString measured, string goal)
    {
        _rows.Add((what, measured.ToString(CultureInfo.InvariantCulture), goal));
        Console.Error.WriteLine($"{what}: {_rows[^1].Measured}");
    }

    public override string ToString()
    {
        var (what, measured, goal) = (Width(row => row.What), Width(row => row.Measured), Width(row => row.Goal));
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.What.PadRight(what)} | {row.Measured.PadRight(measured)} | {row.Goal.PadRight(goal)} |");
            if (row == _rows[0])
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"|{new string('-', what + 2)}|{new string('-', measured + 2)}|{new string('-', goal + 2)}|");
            }
        }

        return text.ToString();
    }

    private int Width(Func<(string What, string Measured, string Goal), string> column) => _rows.Max(row => column(row).Length);
}
