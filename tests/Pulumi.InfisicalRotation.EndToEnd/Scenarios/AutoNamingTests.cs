using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class AutoNamingTests
{
    [Theory]
    [InlineData("{}", "keys")]
    [InlineData("{mode: verbatim}", "keys")]
    [InlineData("{pattern: '${project}-${stack}-${name}'}", "play-dev-keys")]
    public async Task Names_Follow_The_Projects_Settings_And_Stay(string naming, string expected)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, naming));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(expected, server.Rotation.Name);
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task Disabled_Auto_Naming_Asks_For_A_Name()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, "{mode: disabled}"));
        (await stack.PreviewAsync()).Ended(1).Says("name");
        Assert.Empty(server.Emulator.Requests.All);
    }

    private static string Program(Server server, string naming) => Programs.Rotation(server)
        .With("      name: keys\n", "")
        .With("resources:", $"config:\n  pulumi:autonaming:\n    value: {naming}\nresources:");
}
