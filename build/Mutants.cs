namespace Build;

/// <summary>
/// Mutation testing with Stryker: changes one expression or statement after the other, and reports those that no test
/// notices.
/// </summary>
internal static class Mutants
{
    private const string Project = "Pulumi.InfisicalRotation";

    /// <summary>
    /// Changes a folder of the source, and runs the tests of the same folder. With all tests, a run would take days.
    /// </summary>
    internal static async Task RunAsync(string folder, CancellationToken cancellation)
    {
        var tests = Repository.At("tests", $"{Project}.Tests");
        if (!Directory.Exists(Path.Combine(tests, folder)) || !Directory.Exists(Repository.At("src", Project, folder)))
        {
            throw new StepFailedException($"{folder} is no folder of the source with tests, such as Rotations/Delete.");
        }

        await Shell.RunAsync("dotnet", ["tool", "restore"], cancellation);
        string[] arguments =
        [
            "stryker", "--test-runner", "mtp", "--project", $"{Project}.csproj",
            "--mutate", $"**/{Project}/{folder}/**/*.cs", "--concurrency", "1", "--skip-version-check", "--reporter", "cleartext", "--reporter", "json",
            "--output", Repository.At("artifacts", "mutants"),
        ];
        var stryker = new Command("dotnet", arguments)
        {
            Folder = tests,
            Environment = new Dictionary<string, string> { ["TestedFolder"] = folder },
        };
        if (await Shell.TryAsync(stryker, cancellation) != 0)
        {
            throw new StepFailedException("Stryker failed.");
        }
    }
}
