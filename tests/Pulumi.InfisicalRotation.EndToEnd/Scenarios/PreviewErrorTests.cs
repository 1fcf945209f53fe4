using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>What a preview can know is reported by it, in one sentence that says what to do, and nothing is created.</summary>
[Trait("Needs", "pulumi")]
public sealed class PreviewErrorTests
{
    /// <summary>What is put in the place of what, and what is said of it.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "environment: dev", "environment: qa", "environment: the environment \"qa\" does not exist" },
        { "secretPath: /", "secretPath: /missing", "secretPath: the folder /missing does not exist" },
        { "CONNECTION", "7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53", "connectionId: 7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53 is not among the aws connections" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_Missing_Reference_Is_Reported_In_Preview(string old, string now, string said)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(
            server, Programs.Rotation(server).With(old == "CONNECTION" ? server.ConnectionId : old, now));
        await FailsAsync(server, stack, said);
    }

    [Fact]
    public async Task A_Connection_For_Another_App_Is_Reported_In_Preview()
    {
        await using var server = await Server.StartAsync();
        var other = new SeedConnection("postgres", "database");
        server.Emulator.World.Add(other);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server).With(server.ConnectionId, other.Id));
        await FailsAsync(server, stack, "is the connection \"database\" for postgres");
    }

    [Fact]
    public async Task An_Existing_Secret_Is_Reported_In_Preview()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new SeedSecret("dev", "/", "CI_BOT_ID", "theirs"));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await FailsAsync(server, stack, "a secret \"CI_BOT_ID\" already exists in dev:/");
    }

    [Fact]
    public async Task An_Existing_Name_Is_Reported_In_Preview_With_How_To_Adopt_It()
    {
        await using var server = await Server.StartAsync();
        await using (var first = await CliStack.StartAsync(server, Programs.Rotation(server)))
        {
            (await first.UpAsync()).Succeeded();
        }

        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await FailsAsync(server, stack, "a rotation \"keys\" already exists in dev:/");
        (await stack.PreviewAsync()).Says("adoptExisting: true").Says(server.Rotation.Id);

        stack.Write(Programs.Rotation(server).With("description: as it was", "description: as it was\n      adoptExisting: true"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task A_Plan_Without_Rotations_Is_Reported_In_Preview()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { PlanHasRotations = false });
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await FailsAsync(server, stack, "the Infisical plan does not include secret rotations");
    }

    [Fact]
    public async Task Input_Errors_Are_Reported_Together_Without_A_Request()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server)
            .With("rotationInterval: 30", "rotationInterval: 0").With("hours: 3", "hours: 24").With("name: keys", "name: Not A Slug"));
        (await stack.PreviewAsync()).Ended(1)
            .Says("is 0; give a whole number of at least 1").Says("is 24; give a whole number from 0 to 23").Says("Not A Slug");
        Assert.Empty(server.Emulator.Requests.All);
    }

    private static async Task FailsAsync(Server server, CliStack stack, string said)
    {
        var before = server.Counts();
        (await stack.PreviewAsync()).Ended(1).SaysOnce(said);
        (await stack.UpAsync()).Ended(1).SaysOnce(said);
        Assert.Equal(before, server.Counts());
    }
}
