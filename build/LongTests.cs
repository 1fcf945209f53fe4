using System.Globalization;

namespace Build;

/// <summary>Tests that are run alone: they write a document, or take as long as they are asked to.</summary>
internal static class LongTests
{
    private const string Project = "Pulumi.InfisicalRotation.Tests";
    private const int DefaultSteps = 2000;
    private const int DefaultInputs = 140_000;
    private const int DefaultMinutes = 10;

    /// <summary>Plays every fault with every operation and writes docs/reliability.md from that.</summary>
    internal static Task WriteReliabilityAsync(CancellationToken cancellation) => RunAsync(
        "*FaultMatrixTests", new Dictionary<string, string> { ["INFISICAL_ROTATION_WRITE_RELIABILITY"] = "1" }, cancellation);

    /// <summary>Records a stack of this version in tests/Upgrades, for the upgrade tests of all later ones.</summary>
    internal static async Task RecordAsync(CancellationToken cancellation)
    {
        await Executable.PublishNativeAsync(Repository.At("bin"), cancellation);
        Directory.CreateDirectory(Repository.At("tests", "Upgrades"));
        var environment = new Dictionary<string, string> { ["INFISICAL_ROTATION_RECORD_STACK"] = Repository.Version };
        await RunAsync("*This_version_is_recorded_when_it_is_asked_for", environment, cancellation, Tests.EndToEnd, "-method");
    }

    /// <summary>Plays random programs; the same seed plays the same ones.</summary>
    internal static Task StormAsync(IReadOnlyList<string> options, CancellationToken cancellation) => RunAsync(
        "*RandomProgramTests",
        new Dictionary<string, string>
        {
            ["INFISICAL_ROTATION_STORM_STEPS"] = Number(options, "--steps") ?? $"{DefaultSteps}",
            ["INFISICAL_ROTATION_STORM_SEED"] = Seed(options),
        },
        cancellation);

    /// <summary>Plays invented inputs, settings, arguments, messages and answers; the same seed plays the same ones.</summary>
    internal static Task FuzzAsync(IReadOnlyList<string> options, CancellationToken cancellation) => RunAsync(
        "*Reliability.Any*",
        new Dictionary<string, string>
        {
            ["INFISICAL_ROTATION_FUZZ_INPUTS"] = Number(options, "--inputs") ?? $"{DefaultInputs}",
            ["INFISICAL_ROTATION_FUZZ_SEED"] = Seed(options),
        },
        cancellation);

    /// <summary>
    /// Looks for answers of the server that reach new branches of the client: in a copy of the tests, because the
    /// provider in it is instrumented. Those that do become files of the test project.
    /// </summary>
    internal static async Task FuzzGuidedAsync(IReadOnlyList<string> options, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>
        {
            ["INFISICAL_ROTATION_GUIDED_MINUTES"] = Number(options, "--minutes") ?? $"{DefaultMinutes}",
            ["INFISICAL_ROTATION_GUIDED_SEED"] = Seed(options),
        };
        await BuildAsync(Project, cancellation);
        var copy = Repository.At("artifacts", "guided");
        Copy(Path.GetDirectoryName(Repository.DebugAssembly(Project))!, copy);
        await Shell.RunAsync("dotnet", ["tool", "restore"], cancellation);
        string[] instrument =
        [
            "tool", "run", "sharpfuzz", Path.Combine(copy, "pulumi-resource-infisical-rotation.dll"), "Pulumi.InfisicalRotation.Api",
            "Pulumi.InfisicalRotation.Texts",
        ];
        await Shell.RunAsync("dotnet", instrument, cancellation);
        await PlayAsync(Path.Combine(copy, $"{Project}.dll"), ["-class", "*GuidedAnswerTests", "-showLiveOutput"], environment, cancellation);
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static string Seed(IReadOnlyList<string> options) =>
        Number(options, "--seed") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture);

    private static string? Number(IReadOnlyList<string> options, string name)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? null
            : at + 1 < options.Count && int.TryParse(options[at + 1], CultureInfo.InvariantCulture, out var number) ? $"{number}"
            : throw new StepFailedException($"{name} needs a whole number.");
    }

    private static async Task RunAsync(
        string tests, Dictionary<string, string> environment, CancellationToken cancellation, string project = Project, string filter = "-class")
    {
        await BuildAsync(project, cancellation);
        await PlayAsync(Repository.DebugAssembly(project), [filter, tests], environment, cancellation);
    }

    private static Task BuildAsync(string project, CancellationToken cancellation) => Shell.RunAsync(
        "dotnet", ["build", Repository.At("tests", project), "-nologo", "-v:quiet", "-clp:NoSummary"], cancellation);

    private static async Task PlayAsync(
        string assembly, string[] options, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        foreach (var (name, value) in environment)
        {
            Console.WriteLine($"{name}={value}");
        }

        string[] arguments = ["exec", assembly, "-noLogo", "-noColor", .. options];
        if (await Shell.TryAsync(new Command("dotnet", arguments) { Environment = environment }, cancellation) != 0)
        {
            throw new StepFailedException("The tests failed.");
        }
    }
}
