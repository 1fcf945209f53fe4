using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Infisical is away in one phase of a run, and back for the next one.</summary>
[Trait("Needs", "pulumi")]
public sealed class OutageTests
{
    private const string Login = "/api/v1/auth/";
    private const string Rotations = "/api/v2/secret-rotations";
    private const string Connections = "/api/v1/app-connections";

    [Theory]
    [InlineData("*", "/", Explicit = true)]
    [InlineData("POST", Login, Explicit = true)]
    [InlineData("GET", Rotations, Explicit = true)]
    [InlineData("GET", Connections, Explicit = true)]
    public async Task Before_A_Create_Nothing_Is_Made_And_The_Next_Up_Makes_It(string method, string path)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, "create");
        server.GoAway(method, path);

        (await stack.PreviewAsync()).Succeeded();
        (await stack.UpAsync()).Ended(1);

        server.HoldsNothing();
        server.ComeBack();
        await EngineFaults.ConvergesAsync(server, stack, "create");
    }

    [Theory]
    [InlineData("*", "/", Explicit = true)]
    [InlineData("POST", Login, Explicit = true)]
    [InlineData("GET", Rotations, Explicit = true)]
    public async Task With_A_Stack_The_State_Is_Kept_And_A_Change_Is_Made_Later(string method, string path)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, "update");
        server.GoAway(method, path);

        (await stack.RefreshAsync()).Succeeded().Says("Using the stored state");
        (await stack.PreviewAsync()).Succeeded().Says("Using the stored state");
        await stack.UpAsync();

        Assert.Equal((1, 1, 2), server.Counts());
        server.ComeBack();
        await EngineFaults.ConvergesAsync(server, stack, "update");
    }

    [Theory]
    [InlineData("*", "/", Explicit = true)]
    [InlineData("POST", Login, Explicit = true)]
    [InlineData("DELETE", "/")]
    public async Task A_Destroy_Fails_And_The_Next_One_Leaves_Nothing(string method, string path)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, "update");
        server.GoAway(method, path);

        (await stack.DestroyAsync()).Ended(1);

        Assert.Equal((1, 1, 2), server.Counts());
        server.ComeBack();
        await EngineFaults.ConvergesAsync(server, stack, "update");
    }

    [Theory]
    [MemberData(nameof(EngineFaults.LongChanges), MemberType = typeof(EngineFaults))]
    public async Task From_A_Change_On_That_Was_Not_Handled_The_Next_Up_Makes_It(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, name);

        // Without a connection there is no rotation either: it is deleted before.
        var before = name == "delete connection" ? (0, 0, 0) : server.Counts();

        await FailsAsync(server, stack, name, Fault.CutWaits);

        Assert.Equal(before, server.Counts());
        await EngineFaults.ConvergesAsync(server, stack, name);
    }

    [Theory]
    [MemberData(nameof(EngineFaults.LongChanges), MemberType = typeof(EngineFaults))]
    public async Task From_A_Change_On_That_Was_Handled_The_Next_Up_Finds_Or_Names_It(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        await using var stack = await EngineFaults.StackAsync(server, name);

        await FailsAsync(server, stack, name, hold => Fault.CutWaits(hold) with { AfterHandling = true });

        await EngineFaults.TakeOverCreatedAsync(server, stack, name);
        await EngineFaults.ConvergesAsync(server, stack, name);
    }

    /// <summary>An <c>up</c> that fails, because the server goes away with the request of the change; it is back then.</summary>
    private static async Task FailsAsync(Server server, CliStack stack, string change, Func<Hold, Fault> fault)
    {
        var hold = EngineFaults.Hold(server, change, fault);
        await using var up = stack.StartUp();
        await hold.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        server.GoAway();
        hold.Release();
        (await up.EndAsync(TestContext.Current.CancellationToken)).Ended(1).Says("Infisical");
        server.ComeBack();
    }
}
