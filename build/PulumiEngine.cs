namespace Build;

/// <summary>
/// The real CLI, apart from everything that its user has: an own home, an own state, no network, no plugins but the one at hand.
/// </summary>
internal sealed class PulumiEngine(string pulumi, string project, IReadOnlyDictionary<string, string> surroundings) : IEngine
{
    private static readonly string[] Quiet = ["--non-interactive", "--color", "never"];

    public string Introduction => $"The engine is the real one: {pulumi}";

    /// <summary>Makes the stack and sets its configuration.</summary>
    internal static async Task<PulumiEngine> StartAsync(
        string pulumi, string project, DemoSettings settings, CancellationToken cancellation)
    {
        var home = Directory.CreateDirectory(Path.Combine(project, ".home")).FullName;
        var state = Directory.CreateDirectory(Path.Combine(project, ".state")).FullName;
        var engine = new PulumiEngine(pulumi, project, new Dictionary<string, string>(settings.Environment)
        {
            ["HOME"] = home,
            ["PULUMI_HOME"] = home,
            ["PULUMI_CREDENTIALS_PATH"] = home,
            ["PULUMI_BACKEND_URL"] = new Uri(state).AbsoluteUri,
            ["PULUMI_CONFIG_PASSPHRASE"] = "demo",
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
            ["PULUMI_DISABLE_REGISTRY_RESOLVE"] = "true",
            ["PULUMI_IGNORE_AMBIENT_PLUGINS"] = "true",
            ["PULUMI_DISABLE_CI_DETECTION"] = "true",
            ["PULUMI_SUPPRESS_NEO_LINK"] = "true",
        });
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
        var (exit, output) = await Shell.CaptureAsync(pulumi, [.. arguments, .. Quiet], surroundings, project, cancellation);
        return exit == 0
            ? output
            : throw new StepFailedException($"pulumi {string.Join(' ', arguments)} ended with {exit}:\n{output}");
    }
}
