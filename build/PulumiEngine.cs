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
        await engine.PulumiAsync(["stack", "init", "demo"], cancellation);
        foreach (var (name, value) in settings.Config)
        {
            await engine.PulumiAsync(["config", "set", name, value], cancellation);
        }

        return engine;
    }

    public Task<string> RunAsync(string verb, CancellationToken cancellation) => PulumiAsync(
        verb switch
        {
            "outputs" => ["stack", "output"],
            "up" or "destroy" => [verb, "--yes", "--skip-preview"],
            _ => [verb],
        },
        cancellation);

    private async Task<string> PulumiAsync(string[] arguments, CancellationToken cancellation)
    {
        var command = new Command(pulumi, [.. arguments, .. HermeticPulumi.Quiet])
        {
            Folder = project,
            Environment = surroundings,
        };
        return (await command.RunAsync(cancellation)).Succeeded().Text;
    }
}
