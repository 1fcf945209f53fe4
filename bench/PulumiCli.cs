using Infisical.Emulator;

namespace Bench;

/// <summary>
/// The real CLI with one project in a folder of its own, apart from everything its user has: an own home, an own state, no network,
/// no plugins but the one measured. Logs in to the emulator by the environment.
/// </summary>
internal sealed class PulumiCli : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infisical-rotation-cli-");

    /// <param name="emulator">What the provider talks to.</param>
    /// <param name="program">Text of Pulumi.yaml; <c>path: …bin</c> in it becomes the folder of the provider under test.</param>
    public PulumiCli(EmulatorServer emulator, string program)
    {
        Folder = _folder.CreateSubdirectory("project").FullName;
        Environment = Surroundings(emulator, _folder);
        File.WriteAllText(
            Path.Combine(Folder, "Pulumi.yaml"),
            program.Replace("path: ../../bin", "path: bin", StringComparison.Ordinal)
                .Replace("path: bin", $"path: {ProviderUnderTest.Folder}", StringComparison.Ordinal));
    }

    /// <summary>The project's folder; <c>Pulumi.yaml</c> in it can be rewritten between runs.</summary>
    public string Folder { get; }

    /// <summary>What is passed on to the CLI, and by it to the provider; can be changed between runs.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Environment variables for any program that runs the CLI.</summary>
    public static Dictionary<string, string> Surroundings(EmulatorServer emulator, DirectoryInfo folder)
    {
        var home = folder.CreateSubdirectory("home").FullName;
        return new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["PULUMI_HOME"] = home,
            ["PULUMI_CREDENTIALS_PATH"] = home,
            ["PULUMI_BACKEND_URL"] = new Uri(folder.CreateSubdirectory("state").FullName).AbsoluteUri,
            ["PULUMI_CONFIG_PASSPHRASE"] = "for-test",
            ["PULUMI_ACCESS_TOKEN"] = "",
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
            ["PULUMI_DISABLE_REGISTRY_RESOLVE"] = "true",
            ["PULUMI_DISABLE_CI_DETECTION"] = "true",
            ["PULUMI_SUPPRESS_NEO_LINK"] = "true",
            ["INFISICAL_HOST"] = emulator.Address.AbsoluteUri,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] = emulator.Seed.Identity.ClientId,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = emulator.Seed.Identity.ClientSecret,
        };
    }

    /// <summary>Makes the stack, with a configuration; a name that ends in "Secret" is kept as a secret.</summary>
    public async Task InitAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation)
    {
        (await RunAsync(["stack", "init", "dev"], cancellation)).Succeeded();
        foreach (var (name, value) in config)
        {
            var secrecy = name.EndsWith("Secret", StringComparison.Ordinal) ? "--secret" : "--plaintext";
            (await RunAsync(["config", "set", secrecy, name, value], cancellation)).Succeeded();
        }
    }

    public Task<Run> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation) =>
        Run.ToEndAsync("pulumi", [.. arguments, "--non-interactive", "--color", "never"], Folder, Environment, cancellation);

    public void Dispose() => _folder.Delete(recursive: true);
}
