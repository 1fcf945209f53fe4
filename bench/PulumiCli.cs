using System.Diagnostics;
using System.Globalization;
using Infisical.Emulator;

namespace Bench;

/// <summary>
/// The real CLI with one project in a folder of its own, apart from everything its user has. Logs in to the emulator by the environment.
/// </summary>
internal sealed class PulumiCli : IDisposable
{
    private const string Stack = "dev";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infisical-rotation-cli-");
    private readonly string _project;
    private readonly Dictionary<string, string> _environment;

    /// <param name="emulator">What the provider talks to.</param>
    /// <param name="program">Text of Pulumi.yaml of a project named bench.</param>
    public PulumiCli(EmulatorServer emulator, string program)
    {
        _project = _folder.CreateSubdirectory("project").FullName;
        _environment = Surroundings(emulator, _folder);
        File.WriteAllText(Path.Combine(_project, "Pulumi.yaml"), program);
    }

    /// <summary>Size of what the engine keeps of the stack, and writes anew at every step, in bytes.</summary>
    public long StateSize => new FileInfo(Path.Combine(_folder.FullName, "state", ".pulumi", "stacks", "bench", $"{Stack}.json")).Length;

    /// <summary>Whether the CLI is on PATH; if not, says what is left out.</summary>
    public static bool IsThere()
    {
        if (Command.Find("pulumi") is not null && Command.Find("pulumi-language-yaml") is not null)
        {
            return true;
        }

        Console.WriteLine("No `pulumi` with `pulumi-language-yaml` on PATH: requests and wall times of whole runs are left out.");
        return false;
    }

    /// <summary>Environment variables for any program that runs the CLI or the provider.</summary>
    public static Dictionary<string, string> Surroundings(EmulatorServer emulator, DirectoryInfo folder) =>
        new(HermeticPulumi.EnvironmentIn(Path.Combine(folder.FullName, "home"), Path.Combine(folder.FullName, "state")))
        {
            ["INFISICAL_HOST"] = emulator.Address.AbsoluteUri,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] = emulator.Seed.Identity.ClientId,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = emulator.Seed.Identity.ClientSecret,
        };

    /// <summary>From now on the engine uses the provider that listens on this port; with null it starts one for each command again.</summary>
    public void Attach(int? port) => _environment["PULUMI_DEBUG_PROVIDERS"] =
        port is { } number ? string.Create(CultureInfo.InvariantCulture, $"infisical-rotation:{number}") : "";

    /// <summary>
    /// From now on a command saves the state at its end only. The engine's usual way, the whole state at each step, takes time that
    /// grows with the square of the number of resources, whatever the provider does.
    /// </summary>
    public void SaveStateOnce()
    {
        _environment["PULUMI_EXPERIMENTAL"] = "true";
        _environment["PULUMI_SKIP_CHECKPOINTS"] = "true";
    }

    /// <summary>The environment of the CLI, for a provider that it attaches to.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Wall time of a command, which must succeed.</summary>
    public async Task<TimeSpan> TimeAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await RunAsync(arguments, cancellation);
        return watch.Elapsed;
    }

    public Task InitAsync(CancellationToken cancellation) => RunAsync(["stack", "init", Stack], cancellation);

    /// <summary>Runs a command to its end, which must be a good one; else an exception with what it said.</summary>
    public async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var command = new Command("pulumi", [.. arguments, .. HermeticPulumi.Quiet]) { Folder = _project, Environment = _environment };
        (await command.RunAsync(cancellation)).Succeeded();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
