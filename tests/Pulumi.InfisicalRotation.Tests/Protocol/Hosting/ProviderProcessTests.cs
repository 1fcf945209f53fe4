using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protos;
using Tooling;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class ProviderProcessTests
{
    private const string Engine = "127.0.0.1:1";
    private const string NoSignals = "On Windows, a process cannot be sent a signal.";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>After SIGINT the engine waits this long, and then kills.</summary>
    private static readonly TimeSpan KilledAfter = TimeSpan.FromSeconds(5);

    private static string Executable => Path.Combine(AppContext.BaseDirectory, PublishedProvider.FileName);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standard_output_holds_the_port_and_nothing_else()
    {
        await using var plugin = Start(Engine);
        var port = await plugin.FirstLineAsync(End);

        var version = await VersionAt(port);
        plugin.CloseInput();

        Assert.Matches("^[0-9]+$", port);
        Assert.NotEmpty(version);
        var ended = await plugin.EndAsync(End);
        Assert.Equal(($"{port}\n", "", 0), (ended.Output.ReplaceLineEndings("\n"), ended.Error, ended.ExitCode));
    }

    [Fact]
    public async Task Settings_files_and_environment_variables_of_the_user_are_ignored()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "appsettings.json"),
            """{ "Kestrel": { "Endpoints": { "User": { "Url": "no address" } } }, "Logging": { "Console": { "LogLevel": { "Default": "Trace" } } } }""",
            End);
        var command = new Command(Executable, Engine)
        {
            Folder = folder.FullName,
            Environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = "no address",
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["HTTP_PROXY"] = "http://127.0.0.1:9",
            },
        };
        await using var plugin = command.Start();

        var version = await VersionAt(await plugin.FirstLineAsync(End));
        plugin.CloseInput();
        await plugin.EndAsync(End);
        folder.Delete(recursive: true);

        Assert.NotEmpty(version);
    }

    [Fact]
    public async Task It_listens_on_one_port_of_this_machine_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the sockets of the process in /proc.");
        await using var plugin = Start(Engine);
        var port = int.Parse((await plugin.FirstLineAsync(End))!, CultureInfo.InvariantCulture);

        var listening = ListeningPortsOf(plugin.Id);
        plugin.CloseInput();
        await plugin.EndAsync(End);

        Assert.Equal([$"0100007F:{port:X4}"], listening);
    }

    [Theory]
    [InlineData("importfile import.json", "importfile is no command")]
    [InlineData("import_file --host http://localhost:80", "import_file is no command")]
    [InlineData("--project p", "--project is no command")]
    [InlineData("schema", "schema needs the name of one file.")]
    [InlineData("schema --help", "schema needs the name of one file.")]
    [InlineData("docs --help", "docs needs the name of one directory.")]
    public async Task A_misspelled_command_ends_with_a_sentence_and_serves_nothing(string arguments, string sentence)
    {
        var ended = await new Command(Executable, arguments.Split(' ')).RunAsync(End).WaitAsync(TimeLimit, End);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith(sentence, ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task A_signal_ends_it_in_time_while_the_engine_is_still_connected(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);
        await using var plugin = Start(Engine);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{await plugin.FirstLineAsync(End)}");
        await new ResourceProvider.ResourceProviderClient(channel)
            .GetPluginInfoAsync(new Empty(), cancellationToken: End);

        Assert.True(plugin.Send(signal));
        var ended = await plugin.EndAsync(End).WaitAsync(KilledAfter, End);

        Assert.Equal(0, ended.ExitCode);
    }

    /// <summary>
    /// As a shell that is not interactive starts what it puts into the background, and what that starts in turn.
    /// </summary>
    [Fact]
    public async Task An_interrupt_ends_it_although_the_shell_ignores_interrupts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);
        await using var plugin = new Command("sh", "-c", "trap '' INT; exec \"$0\" \"$1\"", Executable, Engine).Start();
        await plugin.FirstLineAsync(End);

        Assert.True(plugin.Send(PosixSignal.SIGINT));
        var ended = await plugin.EndAsync(End).WaitAsync(KilledAfter, End);

        Assert.Equal(0, ended.ExitCode);
    }

    [Fact]
    public async Task It_ends_when_its_standard_input_is_closed()
    {
        await using var plugin = Start(Engine);
        await plugin.FirstLineAsync(End);

        plugin.CloseInput();
        var ended = await plugin.EndAsync(End).WaitAsync(TimeLimit, End);

        Assert.Equal(0, ended.ExitCode);
    }

    /// <summary>The null device and a file are at their end from the start, which says nothing of an engine.</summary>
    [Fact]
    public async Task It_keeps_serving_when_its_standard_input_is_no_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);
        await using var plugin = new Command("sh", "-c", "exec \"$0\" \"$1\" < /dev/null", Executable, Engine).Start();
        var port = await plugin.FirstLineAsync(End);

        var versions = new HashSet<string>();
        for (var call = 0; call < 20; call++)
        {
            versions.Add(await VersionAt(port));
        }

        Assert.True(plugin.Send(PosixSignal.SIGINT));
        await plugin.EndAsync(End).WaitAsync(KilledAfter, End);

        Assert.Single(versions);
    }

    [Fact]
    public async Task Without_an_engine_it_waits_for_one_to_attach_whatever_its_standard_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);
        await using var plugin = Start();
        var port = await plugin.FirstLineAsync(End);
        plugin.CloseInput();

        var version = await VersionAt(port);
        Assert.True(plugin.Send(PosixSignal.SIGINT));
        await plugin.EndAsync(End).WaitAsync(KilledAfter, End);

        Assert.NotEmpty(version);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("docs")]
    public async Task A_file_that_cannot_be_written_is_an_error_in_one_line(string command)
    {
        await using var plugin = Start(command, "/nonexistent/folder");
        var ended = await plugin.EndAsync(End);

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("The file cannot be written: ", ended.Error, StringComparison.Ordinal);
    }

    private static RunningCommand Start(params string[] arguments) => new Command(Executable, arguments).Start();

    private static async Task<string> VersionAt(string? port)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var info = await new ResourceProvider.ResourceProviderClient(channel)
            .GetPluginInfoAsync(new Empty(), cancellationToken: End);
        return info.Version;
    }

    /// <summary>
    /// What the kernel says: address and port, in hexadecimal, of every listening socket that the process holds.
    /// </summary>
    private static string[] ListeningPortsOf(int process)
    {
        const string Listening = "0A";
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(file => Regex.Match(new FileInfo(file).LinkTarget ?? "", "socket:\\[(\\d+)\\]").Groups[1].Value)
            .ToHashSet();
        return [.. new[] { "tcp", "tcp6" }
            .SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == Listening && sockets.Contains(columns[9]))
            .Select(columns => columns[1])];
    }
}
