using System.Text.RegularExpressions;

namespace Build;

/// <summary>Pictures of real output for the documents. The emulator's clock stands still, so that each run draws the same.</summary>
internal static partial class Pictures
{
    private const string Now = "2026-03-02T09:30:00Z";

    private static readonly Emulator.ForeignKey Key = new("ci-bot", "AKIAIOSFODNN7EXAMPLE", DaysOld: 412, UsedFor: "s3", UsedDaysAgo: 3);

    // Of the 256 colors of a terminal, those that are legible on black in place of the first sixteen, which a user's theme decides.
    private static readonly Dictionary<string, string> Legible = new()
    {
        ["1"] = "203",
        ["2"] = "77",
        ["3"] = "221",
        ["9"] = "203",
        ["12"] = "111",
        ["13"] = "177",
    };

    /// <summary>The picture in the README.</summary>
    internal static string Preview => Repository.At("docs", "images", "preview.svg");

    internal static async Task DrawAsync(CancellationToken cancellation)
    {
        if (Command.Find("freeze") is null)
        {
            throw new StepFailedException("`freeze` is not on PATH. It draws the pictures: https://github.com/charmbracelet/freeze");
        }

        var text = await PreviewAsync(await DemoParts.BuildAsync(cancellation), cancellation);
        var captured = Repository.At("artifacts", "preview.ansi");
        await File.WriteAllTextAsync(captured, Drawable(text), cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(Preview)!);
        await Shell.RunAsync(
            "freeze",
            [
                captured, "--language", "ansi", "--output", Preview, "--wrap", "104", "--padding", "24", "--border.radius", "8", "--line-height", "1.3",
                "--font.family", "Menlo, Consolas, DejaVu Sans Mono, monospace",
            ],
            cancellation);

        // `freeze` refers to a mask that it defines only for windows.
        var drawn = await File.ReadAllTextAsync(Preview, cancellation);
        await File.WriteAllTextAsync(Preview, drawn.Replace(" clip-path=\"url(#terminalMask)\"", "", StringComparison.Ordinal), cancellation);
    }

    /// <summary>What the real CLI shows before it creates the rotation of the root Pulumi.yaml for a user that has a key.</summary>
    internal static async Task<string> PreviewAsync(DemoParts parts, CancellationToken cancellation)
    {
        var pulumi = parts.Pulumi ?? throw new StepFailedException("`pulumi` is not on PATH. The pictures show its output.");
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-picture-");
        try
        {
            await using var emulator = await Emulator.StartAsync(parts.Emulator, cancellation);
            await emulator.StopClockAsync(Now, cancellation);
            await emulator.AddForeignKeyAsync(Key, cancellation);
            new DemoProgram(folder.FullName, parts.Provider).Write();
            var engine = await PulumiEngine.StartAsync(pulumi, folder.FullName, DemoSettings.For(emulator), cancellation);
            var preview = (await engine.RunInColorAsync(["preview"], cancellation)).Succeeded();
            return string.Join('\n', ShownOutput.Of(preview.Text).Prepend("$ pulumi preview")) + "\n";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Bold is left out: `freeze` draws bold text without its color.
    private static string Drawable(string text) => Color()
        .Replace(text, color => $"\e[38;5;{Legible.GetValueOrDefault(color.Groups["number"].Value, "252")}m")
        .Replace("\e[1m", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\e\[38;5;(?<number>[0-9]+)m")]
    private static partial Regex Color();
}
