using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Plugins;

namespace TestEngine.Commands;

/// <summary>The verbs of the executable.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int UnexpectedChanges = 7;

    public static async Task<int> RunAsync(string[] given, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            var arguments = Arguments.Parse(given);
            if (arguments.Verb is "" or "help")
            {
                await output.WriteLineAsync(Arguments.Usage);
                return arguments.Verb.Length == 0 ? Failed : 0;
            }

            var report = new Report(output, arguments.ShowsSecrets);
            var runner = new StackRunner(YamlProgram.ReadDirectory(arguments.Project), OptionsOf(arguments, report));
            if (arguments.Verb == "outputs")
            {
                report.Outputs(runner.State.Outputs);
                return 0;
            }

            report.Begin(arguments.Verb, runner.Program.Name, arguments.Stack);
            Console.CancelKeyPress += (_, pressed) =>
            {
                pressed.Cancel = true;
                _ = runner.InterruptAsync();
            };
            var result = await RunAsync(arguments, runner, cancellation);
            report.End(result);
            return result switch
            {
                { Succeeded: false } => Failed,
                { HasChanges: true } when arguments.ExpectsNoChanges => UnexpectedChanges,
                _ => 0,
            };
        }
        catch (Exception error) when (error is ProgramException or FileNotFoundException)
        {
            await output.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static Task<RunResult> RunAsync(Arguments arguments, StackRunner runner, CancellationToken cancellation) => arguments switch
    {
        { Verb: "preview" } => runner.PreviewAsync(cancellation),
        { Verb: "up" } => runner.UpAsync(cancellation),
        { Verb: "refresh" } => runner.RefreshAsync(cancellation),
        { Verb: "destroy" } => runner.DestroyAsync(cancellation),
        { Verb: "import", Rest: [var type, var name, var id] } => runner.ImportAsync(type, name, id, cancellation),
        _ => throw new ProgramException(Arguments.Usage),
    };

    private static EngineOptions OptionsOf(Arguments arguments, Report report) => new()
    {
        Stack = arguments.Stack,
        Settings = YamlProgram.ReadSettings(arguments.Project, arguments.Stack).SetItems(arguments.Settings),
        Providers = arguments.Providers.ToImmutableDictionary(entry => entry.Key, entry => ProviderSource.In(entry.Value, entry.Key)),
        WorkingDirectory = Path.GetFullPath(arguments.Project),
        StateFile = arguments.StateFile ?? Path.Combine(arguments.Project, ".test-engine.json"),
        ProveStability = false,
        OnStep = report.Step,
    };
}
