using System.Collections.Immutable;
using System.Text;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Writes <c>docs/reliability.md</c>.</summary>
internal static class MatrixDocument
{
    private const string Head = """
        # Reliability

        What happens when a request fails: {0} combinations of an operation and a fault, each played against the emulator of this repository. This page is
        written from such a run (`dotnet run build.cs reliability`), and the tests play it again and compare.

        Each combination is one `pulumi up` in which the named requests fail, all of them for the whole run, then one `pulumi up` without a fault, a preview,
        and `pulumi destroy`. For a refused connection, an unknown host name and an untrusted certificate, no server is reached during the run. "Before" and
        "after the commit" mean that the server did not, or did, carry out the request before the error. The tests assert for every row:

        - What lives after the failed run is in the state, or the message names it.
        - After the next run, the server holds what the program declares, and a preview finds nothing to do. A requested rotation has happened once.
        - After the destroy, nothing of the stack is left. What belongs to others was never changed.

        The columns:

        - **Fault**: what goes wrong. Faults with the same outcome share a row.
        - **Message**: what the user reads, shortened. ID, HOST, KEY, TIME, STATUS, TEXT and CAUSE stand for values of
          the run, and for what the server or the system reported.
        - **Left**: rotations, access keys, secrets and app connections of the stack that exist after the failed run.
        - **Next `pulumi up`**: what it does, and what exists afterwards.

        """;

    public static string Of(ImmutableArray<MatrixTable> tables)
    {
        var text = new StringBuilder();
        text.Append(Head.Replace("{0}", $"{tables.Sum(table => table.Rows.Length)}", StringComparison.Ordinal));
        foreach (var table in tables)
        {
            text.Append('\n').Append(Of(table));
        }

        return text.ToString();
    }

    private static string Of(MatrixTable table)
    {
        var rows = table.Rows
            .Select(row => (row.Fault.Name, Cells: CellsOf(row.Cell, table.Quiet)))
            .GroupBy(row => row.Cells)
            .Select(group => $"| {string.Join("; ", group.Select(row => row.Name))} | {group.Key} |\n");
        return $"""
            ## {table.Operation.Name}

            A run that {table.Operation.What}.

            | Fault | Message | Left | Next `pulumi up` |
            |---|---|---|---|
            | none | {CellsOf(table.Quiet, null)} |

            """ + string.Concat(rows);
    }

    private static string CellsOf(MatrixCell cell, MatrixCell? quiet)
    {
        var warnings = Warnings(cell).Except(quiet is null ? [] : Warnings(quiet));
        var said = cell.Faulty.Errors.Select(line => Error([line])).Concat(warnings).ToList();
        return $"{(said.Count == 0 ? "–" : string.Join("<br>", said))} | {cell.Left} | {NextOf(cell)}";
    }

    private static string NextOf(MatrixCell cell) => cell.Next switch
    {
        { Succeeded: false } => $"{Error(cell.Next.Errors)}<br>{cell.LeftNext}",
        { Steps: [] } => $"nothing to do; {cell.LeftNext}",
        _ => $"{string.Join(", ", cell.Next.Steps)}; {cell.LeftNext}",
    };

    private static IEnumerable<string> Warnings(MatrixCell cell) =>
        cell.Faulty.Warnings.Select(line => MatrixText.Shown(line, isWarning: true));

    private static string Error(IEnumerable<string> messages) =>
        $"Error: {MatrixText.Shown(string.Join(" ", messages), isWarning: false)}";
}
