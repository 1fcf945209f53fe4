namespace Build;

/// <summary>The real CLI, apart from everything that its user has.</summary>
internal sealed class PulumiEngine(string pulumi, string project, IReadOnlyDictionary<string, string> surroundings) : IEngine
{
    public string Introduction => $"The engine is the real one: {pulumi}";

    /// <summary>Makes the stack and sets its configuration.</summary>
    internal static async Task<PulumiEngine> StartAsync(
        string pulumi, string project, DemoSettings settings, CancellationToken cancellation)
    {
        var surroundings = HermeticPulumi.EnvironmentIn(Path.Combine(project, ".home"), Path.Combine(project, ".state"));
        foreach (var (name, value) in settings.Environment)
        {
            surroundings[name] = value;
        }

        var engine = new PulumiEngine(pulumi, project, surroundings);
        var config = settings.Config.SelectMany(entry => new[] { "--plaintext", $"{entry.Key}={entry.Value}" });
        (await engine.PulumiAsync(["stack", "init", "demo"], HermeticPulumi.Quiet, cancellation)).Succeeded();
        (await engine.PulumiAsync(["config", "set-all", .. config], HermeticPulumi.Quiet, cancellation)).Succeeded();
        return engine;
    }

    public Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        PulumiAsync(command, HermeticPulumi.Quiet, cancellation);

    /// <summary>The same with the colors that the CLI uses on a terminal.</summary>
    internal Task<CommandResult> RunInColorAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        PulumiAsync(command, ["--non-interactive", "--color", "always"], cancellation);

    private Task<CommandResult> PulumiAsync(IReadOnlyList<string> command, IReadOnlyList<string> manner, CancellationToken cancellation)
    {
        string[] unasked = command[0] switch
        {
            "up" => ["--yes"],
            "destroy" => ["--yes", "--skip-preview"],
            _ => [],
        };
        var cli = new Command(pulumi, [.. command, .. unasked, .. manner])
        {
            Folder = project,
            Environment = surroundings,
            WithoutVariables = DemoSettings.Unwanted,
        };
        return cli.RunAsync(cancellation);
    }
}
