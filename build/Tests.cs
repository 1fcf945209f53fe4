using System.Globalization;
using System.Xml.Linq;

namespace Build;

/// <summary>What CI runs. Cheap steps come first; the numbers of all test projects are added up into one closing line.</summary>
internal static class Tests
{
    internal const string EndToEnd = "Pulumi.InfisicalRotation.EndToEnd";

    private static readonly string[] Needed = ["pulumi", "pulumi-language-yaml", "pulumi-sdkgen", "npm"];

    internal static Task<int> RunAsync(bool fast, CancellationToken cancellation) => CountAsync(async counts =>
    {
        await Solution.CheckFormatAsync(cancellation);
        await Solution.BuildAsync(cancellation);
        await RunProjectsAsync(counts, cancellation);
        await Generated.CheckAsync(cancellation);
        if (!fast)
        {
            await RunEndToEndAsync(withLong: false, counts, cancellation);
        }
    });

    /// <summary>All end-to-end tests, with those that CI leaves out because they take long.</summary>
    internal static Task<int> RunEndToEndAsync(CancellationToken cancellation) => CountAsync(async counts =>
    {
        await Solution.BuildAsync(cancellation);
        await RunEndToEndAsync(withLong: true, counts, cancellation);
    });

    private static async Task<int> CountAsync(Func<Counts, Task> steps)
    {
        var counts = new Counts();
        try
        {
            await steps(counts);
        }
        catch (StepFailedException failure)
        {
            Console.WriteLine($"FAILED: {failure.Message}");
            counts.Failed++;
        }

        if (counts.LeftOut > 0)
        {
            Console.WriteLine($"{counts.LeftOut} long tests were left to `dotnet run build.cs endtoend`.");
        }

        Console.WriteLine();
        Console.WriteLine(counts);
        return counts.Failed == 0 ? 0 : 1;
    }

    private static async Task RunProjectsAsync(Counts counts, CancellationToken cancellation)
    {
        foreach (var project in Projects().Where(project => project != EndToEnd))
        {
            await RunProjectAsync(project, new Dictionary<string, string>(), counts, cancellation);
        }
    }

    private static async Task RunEndToEndAsync(bool withLong, Counts counts, CancellationToken cancellation)
    {
        var folder = Repository.At("bin");
        await Executable.PublishForTestsAsync(folder, cancellation);
        if (!Projects().Contains(EndToEnd))
        {
            return;
        }

        var environment = new Dictionary<string, string> { [PublishedProvider.FolderVariable] = folder };
        await RunProjectAsync(EndToEnd, environment, counts, cancellation, withLong ? ["-explicit", "on"] : []);
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Repository.At("tests"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("\"xunit.v3\"", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    private static async Task RunProjectAsync(
        string project, IReadOnlyDictionary<string, string> environment, Counts counts, CancellationToken cancellation, params string[] more)
    {
        var report = Repository.At("artifacts", "tests", $"{project}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        string[] leftOut = [.. LeftOut(project)];
        string[] arguments = ["exec", Repository.DebugAssembly(project), "-noLogo", "-noColor", "-result-xml", report, .. leftOut, .. more];
        var exit = await Shell.TryAsync(new Command("dotnet", arguments) { Environment = environment }, cancellation);
        counts.Add(report, exit, mayBeEmpty: leftOut.Length > 0);
    }

    /// <summary>A test marked with <c>[Trait("Needs", "pulumi")]</c> runs only where PATH has that program.</summary>
    private static IEnumerable<string> LeftOut(string project)
    {
        foreach (var program in Needed.Where(program => project == EndToEnd && Command.Find(program) is null))
        {
            Console.WriteLine($"`{program}` is not on PATH. The tests that require it are skipped.");
            yield return "-trait-";
            yield return $"Needs={program}";
        }
    }

    private sealed class Counts
    {
        internal int Failed { get; set; }

        private int Passed { get; set; }

        /// <summary>Tests that run only when they are asked for.</summary>
        internal int LeftOut { get; private set; }

        private int Skipped { get; set; }

        /// <summary>A runner that died, or ran nothing without a reason, counts as one failure.</summary>
        internal void Add(string report, int exit, bool mayBeEmpty)
        {
            var assemblies = File.Exists(report) ? XDocument.Load(report).Descendants("assembly").ToList() : [];
            var passed = Sum(assemblies, "passed");
            var failed = Sum(assemblies, "failed") + Sum(assemblies, "errors");
            if (failed == 0 && (exit != 0 || (passed == 0 && !mayBeEmpty)))
            {
                Console.WriteLine($"FAILED: {Path.GetFileNameWithoutExtension(report)} exited with code {exit} after {passed} passed tests.");
                failed = 1;
            }

            Passed += passed;
            Failed += failed;
            Skipped += Sum(assemblies, "skipped");
            LeftOut += Sum(assemblies, "not-run");
        }

        public override string ToString() =>
            $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

        private static int Sum(IEnumerable<XElement> assemblies, string attribute) =>
            assemblies.Sum(assembly => int.Parse(assembly.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture));
    }
}
