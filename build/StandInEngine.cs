namespace Build;

/// <summary>The test engine, where there is no CLI.</summary>
internal sealed class StandInEngine(string project, string provider, DemoSettings settings) : IEngine
{
    public string Introduction =>
        "`pulumi` is not on PATH. The test engine of this repository replaces it and shows less output.";

    public async Task<string> RunAsync(string verb, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "exec", Repository.ReleaseAssembly("TestEngine"), verb,
            "--project", project, "--state", Path.Combine(project, "state.json"), "--stack", "demo", "--provider", provider,
            .. settings.Config.SelectMany(entry => new[] { "--config", $"{entry.Key}={entry.Value}" }),
        ];
        var command = new Command("dotnet", arguments) { Folder = project, Environment = settings.Environment };
        return (await command.RunAsync(cancellation)).Succeeded().Text;
    }
}
