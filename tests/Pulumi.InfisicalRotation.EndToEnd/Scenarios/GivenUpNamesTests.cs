using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>A resource takes the name and the secrets that another one gives up in the same run.</summary>
[Trait("Needs", "pulumi")]
public sealed class GivenUpNamesTests
{
    [Theory]
    [InlineData("name: keys")]
    [InlineData("userName: ci-bot")]
    public async Task A_New_Rotation_Takes_The_Names_Of_One_That_Is_Updated_Or_Replaced_First(string changed)
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new Infisical.Emulator.SeedIamUser("third-bot"));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var first = Programs.Rotation(server)
            .With("name: keys", "name: first")
            .With("CI_BOT", "FIRST")
            .With(changed == "name: keys" ? "name: first" : changed, changed == "name: keys" ? "name: first" : "userName: third-bot");
        var second = Programs.Rotation(server).With("userName: ci-bot", "userName: deploy-bot").With("  keys:", "  more:")
            .With("outputs:", "    options: {dependsOn: ['${keys}']}\noutputs:");
        stack.Write(first.Split("outputs:")[0] + second.Split("resources:")[1].Split("outputs:")[0]);

        (await stack.PreviewAsync()).Succeeded().Says("this resource needs it in dependsOn");
        (await stack.UpAsync()).Succeeded();

        Assert.Equal((2, 2, 4), server.Counts());
        await stack.HasNothingToDoAsync();
    }
}
