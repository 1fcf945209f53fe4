using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>The real CLI of PATH, apart from everything that its user has: own home, own state, no network, no plugins but the one at hand.</summary>
internal static class RealPulumi
{
    private static readonly string? Cli = Find("pulumi");

    /// <summary>The CLI; without one the test is skipped, and says why.</summary>
    public static string Path
    {
        get
        {
            Assert.SkipWhen(Cli is null, "There is no `pulumi` on PATH; what needs the real CLI is not tested.");
            Assert.SkipWhen(Find("pulumi-language-yaml") is null, "There is no `pulumi-language-yaml` on PATH; the real CLI can't run YAML programs.");
            return Cli!;
        }
    }

    public static ImmutableDictionary<string, string> EnvironmentIn(string home, string state) => new Dictionary<string, string>
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
        ["HOME"] = home,
        ["PULUMI_HOME"] = home,
        ["PULUMI_CREDENTIALS_PATH"] = home,
        ["PULUMI_BACKEND_URL"] = new Uri(state).AbsoluteUri,
        ["PULUMI_CONFIG_PASSPHRASE"] = "test",
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
        ["PULUMI_DISABLE_REGISTRY_RESOLVE"] = "true",
        ["PULUMI_IGNORE_AMBIENT_PLUGINS"] = "true",
        ["PULUMI_SKIP_CONFIRMATIONS"] = "true",
        ["PULUMI_DISABLE_CI_DETECTION"] = "true",
        ["PULUMI_SUPPRESS_NEO_LINK"] = "true",
        ["PULUMI_NEO"] = "false",
    }.ToImmutableDictionary();

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, program + (OperatingSystem.IsWindows() ? ".exe" : "")))
        .FirstOrDefault(File.Exists);
}
