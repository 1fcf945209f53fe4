using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Replacements that the engine creates before it deletes the old rotation, or without deleting it.</summary>
[Trait("Needs", "pulumi")]
public sealed class CreateFirstTests
{
    private const string Keys = $"urn:pulumi:dev::play::{Programs.RotationType}::keys";

    /// <summary>The ways to request a replacement, of which CI tries one.</summary>
    public static TheoryData<string> RequestsWith(string inCi) => Sample.Of(["--replace", "taint", "replacementTrigger"], inCi);

    /// <summary>On a server that checks late, each try would delete the oldest key of the user.</summary>
    [Theory]
    [MemberData(nameof(RequestsWith), "--replace")]
    public async Task A_Replacement_On_Request_Is_Refused_Unless_The_Program_Deletes_First(string request)
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { ChecksSecretsBeforeIssuing = false });
        await using var stack = await CliStack.StartAsync(server, Program(server, "replacementTrigger: a"));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        var more = await RequestAsync(stack, server, request, "replacementTrigger: b");

        (await stack.PreviewAsync(more)).Succeeded().Says("creates the new rotation first");
        (await stack.UpAsync(more)).Ended(1).SaysOnce("Set the option deleteBeforeReplace: true on the resource");
        (await stack.UpAsync(more)).Ended(1).SaysOnce("Set the option deleteBeforeReplace: true on the resource");
        Assert.Equal((before.Id, (1, 1, 2)), (server.Rotation.Id, server.Counts()));

        stack.Write(Program(server, "replacementTrigger: b", "deleteBeforeReplace: true"));
        (await stack.UpAsync(more)).Succeeded();
        Assert.NotEqual(before.Id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    [Theory]
    [MemberData(nameof(RequestsWith), "taint")]
    public async Task A_Refused_Replacement_Can_Be_Undone(string request)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, "replacementTrigger: a"));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        var more = await RequestAsync(stack, server, request, "replacementTrigger: b");
        (await stack.UpAsync(more)).Ended(1);

        stack.Write(Program(server, "replacementTrigger: a"));
        (await stack.RunAsync("state", "untaint", Keys, "--yes", "--stack", "dev", "--non-interactive")).ToString();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();

        Assert.Equal((before.Id, (1, 1, 2)), (server.Rotation.Id, server.Counts()));
    }

    /// <summary>The .NET SDK sends this option for every resource of a program with a resource transform.</summary>
    [Fact]
    public async Task A_Program_That_Creates_First_Is_Refused_And_Can_Be_Undone()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        stack.Write(Program(server, "deleteBeforeReplace: false").With("userName: ci-bot", "userName: deploy-bot"));

        (await stack.PreviewAsync()).Succeeded().Says("deleteBeforeReplace: false");
        (await stack.UpAsync()).Ended(1).SaysOnce("Set the option deleteBeforeReplace: true on the resource");
        (await stack.UpAsync()).Ended(1);
        Assert.Equal((before.Id, (1, 1, 2)), (server.Rotation.Id, server.Counts()));

        stack.Write(Program(server, "deleteBeforeReplace: false"));
        (await stack.UpAsync("--expect-no-changes")).Succeeded();
        stack.Write(Program(server, "deleteBeforeReplace: true").With("userName: ci-bot", "userName: deploy-bot"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
        Assert.Single(server.Emulator.World.KeysOf("deploy-bot"));
    }

    [Fact]
    public async Task A_Replacement_That_Needs_Nothing_Of_The_Old_Rotation_Is_Created_First()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, "deleteBeforeReplace: false"));
        (await stack.UpAsync()).Succeeded();
        stack.Write(Other(Program(server, "deleteBeforeReplace: false")));

        (await stack.UpAsync()).Succeeded();

        Assert.Equal((1, 1, 2), server.Counts());
        Assert.Single(server.Emulator.World.KeysOf("deploy-bot"));
        await stack.HasNothingToDoAsync();
    }

    /// <summary>The engine takes the old rotation out of the state before the new one is refused.</summary>
    [Theory]
    [InlineData(false, Explicit = true)]
    [InlineData(true, Explicit = true)]
    public async Task A_Replacement_That_Keeps_The_Old_Rotation_Is_Refused_And_Undone(bool adoptExisting)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Program(server, "retainOnDelete: true"));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;
        stack.Write(Program(server, "retainOnDelete: true").With("userName: ci-bot", "userName: deploy-bot"));
        (await stack.UpAsync()).Ended(1).SaysOnce("To keep the old rotation (option retainOnDelete), give the new one");
        (await stack.UpAsync()).Ended(1);
        Assert.Equal((before.Id, (1, 1, 2)), (server.Rotation.Id, server.Counts()));

        stack.Write(Program(server, "retainOnDelete: true")
            .With("rotationInterval: 30", adoptExisting ? "rotationInterval: 30\n      adoptExisting: true" : "rotationInterval: 30"));
        (await stack.PreviewAsync()).Succeeded().Says("it is used again and no credential is issued");
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        Assert.Equal((before.Id, (1, 1, 2)), (server.Rotation.Id, server.Counts()));

        stack.Write(Other(Program(server, "retainOnDelete: true")));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((2, 2, 4), server.Counts());
    }

    [Fact]
    public async Task The_Component_Deletes_Its_Rotation_First()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Component(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Rotation;

        (await stack.UpAsync("--replace", $"urn:pulumi:dev::play::{Programs.ComponentType}${Programs.RotationType}::bot-rotation")).Succeeded();

        Assert.NotEqual(before.Id, server.Rotation.Id);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
    }

    private static string Program(Server server, params string[] options) => options.Length == 0
        ? Programs.Rotation(server)
        : Programs.Rotation(server).With("outputs:", $"    options: {{{string.Join(", ", options)}}}\noutputs:");

    /// <summary>Another account, name and mapping.</summary>
    private static string Other(string program) => program
        .With("userName: ci-bot", "userName: deploy-bot")
        .With("name: keys", "name: other")
        .With("CI_BOT_ID", "OTHER_ID")
        .With("CI_BOT_SECRET", "OTHER_SECRET");

    /// <summary>Requests the replacement; the arguments that the commands need for it.</summary>
    private static async Task<string[]> RequestAsync(CliStack stack, Server server, string request, string trigger)
    {
        switch (request)
        {
            case "taint":
                (await stack.RunAsync("state", "taint", Keys, "--yes", "--stack", "dev", "--non-interactive")).Succeeded();
                return [];
            case "replacementTrigger":
                stack.Write(Program(server, trigger));
                return [];
            default:
                return ["--replace", Keys];
        }
    }
}
