using System.Text.RegularExpressions;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Messages as the document shows them: the same in every run and for all faults of one kind, and short. What the server
/// or the network said is left out: the fault has it.
/// </summary>
internal static partial class MatrixText
{
    private const int LongestError = 260;
    private const int LongestWarning = 110;

    public static string Shown(string message, bool isWarning)
    {
        var longest = isWarning ? LongestWarning : LongestError;
        var text = Uuid().Replace(message, "ID");
        text = Address().Replace(text, "HOST");
        text = Refusal().Replace(text, "(STATUS): TEXT.");
        text = AwsRefusal().Replace(text, "(STATUS): TEXT.");
        text = Body().Replace(text, "is not Infisical's JSON (STATUS).");
        text = Broken().Replace(text, "$1: CAUSE.");
        text = AwsBody().Replace(text, "(STATUS) is not one of AWS");
        text = Key().Replace(text, "KEY");
        text = Time().Replace(text, "TIME");
        text = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        return text.Length <= longest ? text : $"{text[..text.LastIndexOf(' ', longest)]} …";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\([0-9]{3}, [A-Za-z ]+\): .*?(?<= Request id req-[0-9a-z]+|Route not found)\.")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\([0-9]{3}, [A-Za-z]+\): [^.]*\.")]
    private static partial Regex AwsRefusal();

    // The system decides how it calls the cause, and how a lost connection shows first.
    [GeneratedRegex(@"((?:broke while|Could not reach) [^:]*): (?:[^.(]*\. \(\w+\)\.|[^.]*\.)")]
    private static partial Regex Broken();

    [GeneratedRegex(@"is not Infisical's JSON \([^)]*\)\.")]
    private static partial Regex Body();

    [GeneratedRegex(@"\([0-9]{3}\) is not one of AWS")]
    private static partial Regex AwsBody();

    [GeneratedRegex(@"(https?://)?(127\.0\.0\.1:[0-9]+|infisical\.invalid)/?")]
    private static partial Regex Address();

    [GeneratedRegex("AKIA[0-9A-Z]{16}")]
    private static partial Regex Key();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+( UTC|Z)?")]
    private static partial Regex Time();
}
