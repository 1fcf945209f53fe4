namespace Tooling;

/// <summary>
/// What keeps the real CLI apart from everything that its user has: a home and a state of its own, no network, no other plugins.
/// </summary>
public static class HermeticPulumi
{
    /// <summary>Arguments that keep the CLI from asking and from colours.</summary>
    public static IReadOnlyList<string> Quiet { get; } = ["--non-interactive", "--color", "never"];

    /// <summary>Environment variables for the CLI, or for a program that runs it.</summary>
    /// <param name="home">Folder, made if missing, that stands for the user's home.</param>
    /// <param name="state">Folder, made if missing, that keeps the stacks.</param>
    public static Dictionary<string, string> EnvironmentIn(string home, string state) => new()
    {
        ["HOME"] = Directory.CreateDirectory(home).FullName,
        ["XDG_CACHE_HOME"] = Path.Combine(home, ".cache"),
        ["LOCALAPPDATA"] = home,
        ["PULUMI_HOME"] = home,
        ["PULUMI_CREDENTIALS_PATH"] = home,
        ["PULUMI_BACKEND_URL"] = new Uri(Directory.CreateDirectory(state).FullName).AbsoluteUri,
        ["PULUMI_ACCESS_TOKEN"] = "",
        ["PULUMI_CONFIG_PASSPHRASE"] = "only on this machine",
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["PULUMI_SKIP_CONFIRMATIONS"] = "true",
        ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
        ["PULUMI_DISABLE_REGISTRY_RESOLVE"] = "true",
        ["PULUMI_DISABLE_CI_DETECTION"] = "true",
        ["PULUMI_IGNORE_AMBIENT_PLUGINS"] = "true",
        ["PULUMI_SUPPRESS_NEO_LINK"] = "true",
        ["PULUMI_NEO"] = "false",
        // The CLI and its language host live for a second: collecting garbage would be a fifth of that.
        ["GOGC"] = "800",
    };
}
