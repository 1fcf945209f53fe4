using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Each is one sentence that says what to do, in preview where it can be known, and nothing is created.</summary>
[Trait("Needs", "pulumi")]
public sealed class CheckFailureTests
{
    private static readonly Identity Reader = new("reader") { Grants = [new("secret-rotation", "read"), new("secrets", "*"), new("app-connections", "*")] };

    /// <summary>What is put in the place of what, and what is said of it.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "environment: dev", "environment: qa", "environment: there is no environment \"qa\"" },
        { "secretPath: /", "secretPath: /missing", "secretPath: there is no folder /missing" },
        { "CONNECTION", "7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53", "connectionId: 7d9e1fd3-2d61-4c64-8e31-a6ca1f3b9e53 is not among the connections for aws" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Of_What_Is_Missing_Comes_In_Preview_Already(string old, string now, string said)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(
            server, Programs.Rotation(server).With(old == "CONNECTION" ? server.ConnectionId : old, now));
        await IsRefusedAsync(server, stack, said);
    }

    [Fact]
    public async Task Of_A_Connection_For_Another_App_Comes_In_Preview_Already()
    {
        await using var server = await Server.StartAsync();
        var other = new SeedConnection("postgres", "database");
        server.Emulator.World.Add(other);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server).With(server.ConnectionId, other.Id));
        await IsRefusedAsync(server, stack, "is not among the connections for aws");
    }

    [Fact]
    public async Task Of_A_Taken_Secret_Comes_In_Preview_Already()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(new SeedSecret("dev", "/", "CI_BOT_ID", "theirs"));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await IsRefusedAsync(server, stack, "a secret \"CI_BOT_ID\" exists already in dev:/");
    }

    [Fact]
    public async Task Of_A_Taken_Name_Comes_In_Preview_Already_And_Says_How_To_Take_It_Over()
    {
        await using var server = await Server.StartAsync();
        await using (var first = await CliStack.StartAsync(server, Programs.Rotation(server)))
        {
            (await first.UpAsync()).Succeeded();
        }

        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await IsRefusedAsync(server, stack, "a rotation \"keys\" exists already in dev:/");
        (await stack.PreviewAsync()).Says("adoptExisting: true").Says(server.Rotation.Id);

        stack.Write(Programs.Rotation(server).With("description: as it was", "description: as it was\n      adoptExisting: true"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 1, 2), server.Counts());
    }

    [Fact]
    public async Task Of_A_Plan_Without_Rotations_Comes_In_Preview_Already()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { PlanHasRotations = false });
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        await IsRefusedAsync(server, stack, "the Infisical plan does not include secret rotations");
    }

    [Fact]
    public async Task Of_A_Missing_Right_Names_It()
    {
        await using var server = await Server.StartAsync();
        server.Emulator.World.Add(Reader);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment.SetItems(server.EnvironmentFor(Reader));
        (await stack.UpAsync()).Ended(1).Says("403").Says("create").DoesNotSay("always");
        server.HoldsNothing();
    }

    [Fact]
    public async Task Of_The_Credentials_Is_Not_Asked_For_Twice()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, TwoRotations(server));
        stack.Environment = stack.Environment.SetItem("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "wr0ng-for-test");
        var run = (await stack.UpAsync()).Ended(1).Says("401").DoesNotSay("wr0ng-for-test");
        Assert.Contains("auth", run.Text, StringComparison.Ordinal);
        Assert.Single(server.Emulator.Requests.To("POST", "/api/v1/auth/"));
        server.HoldsNothing();
    }

    [Fact]
    public async Task Of_The_Network_Leaves_The_Preview_Working()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment.SetItem("INFISICAL_HOST", "http://127.0.0.1:9");
        (await stack.PreviewAsync()).Succeeded().SaysOnce("This preview can't see what is in Infisical");
        (await stack.UpAsync()).Ended(1).Says("127.0.0.1:9").Says("Check host of the provider");
    }

    [Fact]
    public async Task Of_The_Network_Later_On_Keeps_The_State()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var environment = stack.Environment;
        stack.Environment = environment.SetItem("INFISICAL_HOST", "http://127.0.0.1:9");
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded().Says("what is stored of them is taken as it is");
        stack.Environment = environment;
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Of_Inputs_Names_All_That_Is_Wrong_At_Once_And_Works_Without_A_Network()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server)
            .With("rotationInterval: 30", "rotationInterval: 0").With("hours: 3", "hours: 24").With("name: keys", "name: Not A Slug"));
        (await stack.PreviewAsync()).Ended(1)
            .Says("is 0; give a whole number of at least 1").Says("is 24; give a whole number from 0 to 23").Says("Not A Slug");
        Assert.Empty(server.Emulator.Requests.All);
    }

    private static async Task IsRefusedAsync(Server server, CliStack stack, string said)
    {
        var before = server.Counts();
        (await stack.PreviewAsync()).Ended(1).SaysOnce(said);
        (await stack.UpAsync()).Ended(1).SaysOnce(said);
        Assert.Equal(before, server.Counts());
    }

    private static string TwoRotations(Server server)
    {
        var one = Programs.Rotation(server);
        var first = one[..one.IndexOf("outputs:", StringComparison.Ordinal)];
        return first + first.With("resources:\n", "").With("  keys:", "  more:").With("name: keys", "name: more").With("ci-bot", "deploy-bot").With("CI_BOT", "DEPLOY_BOT");
    }
}
