namespace Build;

/// <summary>The test engine, where there is no CLI.</summary>
internal sealed class StandInEngine(string assembly, string project, string provider, DemoSettings settings) : IEngine
{
    public string Introduction =>
        "`pulumi` is not on PATH. The test engine of this repository replaces it and shows less output.";

    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        if (command[0] != "up")
        {
            return await RunOneAsync(command, cancellation);
        }

        var preview = await RunOneAsync(["preview", .. command.Skip(1)], cancellation);
        if (preview.ExitCode != 0)
        {
            return preview;
        }

        var up = await RunOneAsync(command, cancellation);
        return up with { Output = preview.Output + up.Output, Error = preview.Error + up.Error };
    }

    private Task<CommandResult> RunOneAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "exec", assembly, .. command,
            "--project", project, "--state", Path.Combine(project, "state.json"), "--stack", "demo", "--provider", provider,
            .. settings.Config.SelectMany(entry => new[] { "--config", $"{entry.Key}={entry.Value}" }),
        ];
        var engine = new Command("dotnet", arguments)
        {
            Folder = project,
            Environment = settings.Environment,
            WithoutVariables = DemoSettings.Unwanted,
        };
        return engine.RunAsync(cancellation);
    }
}
