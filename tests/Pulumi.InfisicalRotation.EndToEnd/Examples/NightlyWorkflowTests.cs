using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The step "Check" of examples/github-actions/nightly.yml, run by a shell with the real CLI.</summary>
[Trait("Needs", "pulumi")]
public sealed class NightlyWorkflowTests
{
    private const string Indent = "          ";

    [Fact]
    public async Task The_check_succeeds_if_nothing_changed()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StartAsync(server);

        (await CheckAsync(stack)).Succeeded();
    }

    [Fact]
    public async Task The_check_fails_if_a_rotation_changed()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StartAsync(server);
        await server.ChangeByHandAsync(server.Rotation, new { rotationInterval = 60 });

        Assert.NotEqual(0, (await CheckAsync(stack)).ExitCode);
    }

    [Theory]
    [InlineData("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "wrong")]
    [InlineData("INFISICAL_HOST", "http://127.0.0.1:1")]
    public async Task The_check_fails_if_Infisical_could_not_be_read_although_the_preview_succeeds(string variable, string value)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StartAsync(server);
        stack.Environment = stack.Environment.SetItem(variable, value);

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();

        (await CheckAsync(stack)).Ended(1).Says("::error::The rotations were not compared with Infisical");
    }

    private static async Task<CliStack> StartAsync(Server server)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The workflow runs in a shell of Linux.");
        var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        return stack;
    }

    /// <summary>As GitHub runs a step: <c>bash -e</c> with the script.</summary>
    private static Task<CommandResult> CheckAsync(CliStack stack) =>
        new Command("bash", "-e", "-c", Script())
        {
            Folder = stack.Folder,
            Environment = stack.Environment.SetItem("STACK", StackTemplate.Stack),
            InheritsEnvironment = false,
        }.RunAsync(TestContext.Current.CancellationToken);

    private static string Script() => string.Join('\n', File
        .ReadLines(Repository.At("examples", "github-actions", "nightly.yml"))
        .SkipWhile(line => !line.EndsWith("name: Check", StringComparison.Ordinal))
        .SkipWhile(line => !line.EndsWith("run: |", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith(Indent, StringComparison.Ordinal))
        .Select(line => line[Indent.Length..]));
}
