using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TestEngine.Values;

namespace TestEngine.Language;

/// <summary>Finds the references in a text; <c>$${</c> stands for a plain <c>${</c>.</summary>
internal static partial class Interpolation
{
    public static Expression Parse(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<Expression>();
        var at = 0;
        foreach (Match match in Place().Matches(text))
        {
            Plain(text[at..match.Index]);
            at = match.Index + match.Length;
            if (match.Groups["path"] is { Success: true } path)
            {
                pieces.Add(ParseReference(path.Value));
            }
            else
            {
                Plain("${");
            }
        }

        Plain(text[at..]);
        return pieces switch
        {
            [] => new Expression.Constant(new Value.Text("")),
            [var only] => only,
            _ when pieces.All(piece => piece is Expression.Constant) => new Expression.Constant(new Value.Text(text.Replace("$${", "${", StringComparison.Ordinal))),
            _ => new Expression.Joined(pieces.ToImmutable()),
        };

        void Plain(string piece)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new Expression.Constant(new Value.Text(piece)));
            }
        }
    }

    /// <summary><c>a.b[0]["c.d"]</c>; a root with a colon is a setting of a project.</summary>
    public static Expression.Reference ParseReference(string path)
    {
        var parts = Segment().Matches(path.Trim()).Select(match => match.Groups["name"].Value).ToArray();
        return parts.Length > 0
            ? new Expression.Reference(parts[0], [.. parts[1..]])
            : throw new ProgramException($"${{{path}}} refers to nothing.");
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?<path>[^}]*)\}")]
    private static partial Regex Place();

    [GeneratedRegex("""\["(?<name>[^"]*)"\]|\[(?<name>\d+)\]|\.?(?<name>[^.\[\]]+)""")]
    private static partial Regex Segment();
}
