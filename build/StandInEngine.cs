namespace Build;

/// <summary>The test engine, where there is no CLI.</summary>
internal sealed class StandInEngine(string project, string provider, DemoSettings settings) : IEngine
{
    public string Introduction =>
        "No `pulumi` on PATH: the test engine of this repository plays its part. It is not Pulumi, and says less.";

    public async Task<string> RunAsync(string verb, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "exec", Repository.ReleaseAssembly("TestEngine"), verb,
            "--project", project, "--state", Path.Combine(project, "state.json"), "--stack", "demo", "--provider", provider,
            .. settings.Config.SelectMany(entry => new[] { "--config", $"{entry.Key}={entry.Value}" }),
        ];
        var (exit, output) = await Shell.CaptureAsync("dotnet", arguments, settings.Environment, project, cancellation);
        return exit == 0 ? output : throw new StepFailedException($"The test engine's {verb} ended with {exit}:\n{output}");
    }
}
