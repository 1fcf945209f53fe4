using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Text of the configuration that looks like a number or a boolean reaches a YAML program as one.</summary>
[Trait("Needs", "pulumi")]
public sealed class YamlTextTests
{
    private const string Configured = "config:\n  typed:\n    type: string\nvariables:\n  empty: \"\"\nresources:";

    [Theory]
    [InlineData("${plain}", "123", "is the number 123; give a string.")]
    [InlineData("${plain}", "true", "is true; give a string.")]
    [InlineData("${typed}", "123", "is the number 123; give a string.")]
    public async Task A_Preview_Explains_How_To_Keep_The_Text(string used, string value, string message)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StartAsync(server, used, value);

        (await stack.PreviewAsync()).Ended(1).Says(message).Says("\"${empty}${name}\"");
    }

    [Theory]
    [InlineData("\"${empty}${plain}\"", "123")]
    [InlineData("\"${empty}${plain}\"", "true")]
    [InlineData("\"${empty}${plain}\"", "as it is")]
    [InlineData("\"${empty}${typed}\"", "123")]
    [InlineData("\"123\"", "123")]
    public async Task The_Advice_Keeps_The_Text(string used, string value)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await StartAsync(server, used, value);

        (await stack.UpAsync()).Succeeded();

        Assert.Equal(value, (await server.GetAsync(server.Rotation)).GetProperty("description").GetString());
        await stack.HasNothingToDoAsync();
    }

    private static async Task<CliStack> StartAsync(Server server, string used, string value)
    {
        var stack = await CliStack.StartAsync(server, Programs.Rotation(server)
            .With("resources:", Configured)
            .With("description: as it was", $"description: {used}"));
        foreach (var name in new[] { "plain", "typed" })
        {
            (await stack.RunAsync("config", "set", name, value, "--stack", StackTemplate.Stack, "--non-interactive")).Succeeded();
        }

        return stack;
    }
}
