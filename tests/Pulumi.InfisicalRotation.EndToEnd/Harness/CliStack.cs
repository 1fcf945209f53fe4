using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A stack of a YAML program in a folder of its own, run by the real CLI with the published provider.</summary>
internal sealed class CliStack : IAsyncDisposable
{
    private static readonly string[] Quiet = [.. HermeticPulumi.Quiet, "--stack", StackTemplate.Stack];

    private CliStack(string folder, ImmutableDictionary<string, string> environment) =>
        (Folder, Environment) = (folder, RealPulumi.EnvironmentIn(StackTemplate.HomeOf(folder), StackTemplate.StateOf(folder)).SetItems(environment));

    public string Folder { get; }

    /// <summary>Whether the program finds the stand-in for the <c>aws</c> package.</summary>
    private bool HasAws { get; init; }

    /// <summary>May be changed between two commands.</summary>
    public ImmutableDictionary<string, string> Environment { get; set; }

    public static async Task<CliStack> StartAsync(Server server, string program)
    {
        var stack = new CliStack(await StackTemplate.CopyAsync(), server.EnvironmentFor());
        stack.Write(program);
        return stack;
    }

    /// <summary>The same with the stand-in for the <c>aws</c> package, which changes the account of the server.</summary>
    public static async Task<CliStack> StartWithAwsAsync(Server server, string program)
    {
        var stack = new CliStack(await StackTemplate.CopyAsync(), server.EnvironmentFor().AddRange(AwsStandIn.EnvironmentFor(server))) { HasAws = true };
        stack.Write(program);
        return stack;
    }

    /// <summary>Changes the program: what is below <c>resources:</c> and after it, in YAML.</summary>
    public void Write(string program) => WriteAll($"""
        name: {StackTemplate.Project}
        runtime: yaml
        plugins:
          providers:
            - name: infisical-rotation
              path: {PublishedProvider.Folder}{(HasAws ? AwsStandIn.Plugin : "")}
        {program}
        """);

    /// <summary>Changes the whole project file.</summary>
    public void WriteAll(string project) => File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), project);

    public Task<CommandResult> UpAsync(params string[] more) => RunAsync(["up", "--yes", "--skip-preview", .. more, .. Quiet]);

    public Task<CommandResult> PreviewAsync(params string[] more) => RunAsync(["preview", .. more, .. Quiet]);

    public Task<CommandResult> RefreshAsync(params string[] more) => RunAsync(["refresh", "--yes", "--skip-preview", .. more, .. Quiet]);

    public Task<CommandResult> DestroyAsync(params string[] more) => RunAsync(["destroy", "--yes", "--skip-preview", .. more, .. Quiet]);

    public Task<CommandResult> ImportAsync(string type, string name, string id) =>
        RunAsync(["import", type, name, id, "--yes", "--protect=false", "--out", "imported.yaml", .. Quiet]);

    /// <summary>A <c>pulumi</c> command that has nothing to do with the stack.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Pulumi(arguments).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>An <c>up</c> that goes on while the test does something else.</summary>
    public RunningCommand StartUp() => Pulumi(["up", "--yes", "--skip-preview", .. Quiet]).Start();

    /// <summary>What would change, by the CLI's own plan.</summary>
    public async Task<IReadOnlyList<PlannedStep>> PlanAsync() =>
        PlannedStep.ChangesOf((await PreviewAsync("--json")).Succeeded().Output);

    /// <summary>Sets a value of the provider's configuration.</summary>
    /// <param name="path">The name of the setting, or the path in it: <c>auth.universal.clientId</c>.</param>
    public async Task SetAsync(string path, string value, bool isSecret = false) => (await RunAsync(
        "config", "set", "--path", isSecret ? "--secret" : "--plaintext", "--stack", StackTemplate.Stack, "--", $"infisical-rotation:{path}", value)).Succeeded();

    /// <summary>Fails the test unless the CLI finds nothing to do.</summary>
    public async Task HasNothingToDoAsync() => (await PreviewAsync("--expect-no-changes", "--diff")).Succeeded();

    public async Task<JsonElement> OutputsAsync()
    {
        var run = await RunAsync(["stack", "output", "--json", .. Quiet]);
        using var outputs = JsonDocument.Parse(run.Succeeded().Output);
        return outputs.RootElement.Clone();
    }

    /// <summary>The state as the CLI exports it; secrets stay encrypted.</summary>
    public async Task<string> ExportAsync() => (await RunAsync(["stack", "export", .. Quiet])).Succeeded().Output;

    /// <summary>Until the result is disposed of, the CLI cannot save the state.</summary>
    public IDisposable WithUnwritableState() => new UnwritableFolder(Path.Combine(StackTemplate.StateOf(Folder), ".pulumi", "stacks"));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Command Pulumi(IReadOnlyList<string> arguments) =>
        new(RealPulumi.Path, arguments) { Folder = Folder, Environment = Environment, InheritsEnvironment = false };
}
