using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>The client secret in the state is refused; that of the settings or the program is right.</summary>
[Trait("Needs", "pulumi")]
public sealed class ChangedCredentialsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public async Task Refresh_Preview_Up_And_Destroy_Work(bool isExplicit)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ChangedAsync(server, isExplicit);

        (await stack.RefreshAsync()).Succeeded().Says("Using the stored state");
        (await stack.PreviewAsync()).Succeeded().Says("the next pulumi up saves a changed configuration");
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        (await stack.RefreshAsync()).Succeeded().DoesNotSay("Using the stored state");
        Assert.Equal((1, 1, 2), server.Counts());

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public async Task Destroy_With_The_Program_Leaves_Nothing(bool isExplicit)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ChangedAsync(server, isExplicit);

        (await stack.DestroyAsync("--run-program")).Succeeded();

        server.HoldsNothing();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public async Task A_Trigger_Rotates_Once(bool isExplicit)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ChangedAsync(server, isExplicit);
        const string Interval = "      rotationInterval: 30";
        stack.Write(ProgramOf(server, isExplicit, ConfiguredStack.NewSecret).With(Interval, $"{Interval}\n      rotateTriggers: {{ why: now }}"));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.Equal(1, server.Rotation.ActiveIndex);
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    /// <summary>A stack that is up, whose state has the old secret, and whose settings or program have the new one.</summary>
    private static async Task<CliStack> ChangedAsync(Server server, bool isExplicit)
    {
        var stack = isExplicit ? await ConfiguredStack.StartExplicitAsync(server) : await ConfiguredStack.StartAsync(server);
        (await stack.UpAsync()).Succeeded();
        ConfiguredStack.Renew(server);
        if (isExplicit)
        {
            stack.Write(ProgramOf(server, isExplicit, ConfiguredStack.NewSecret));
        }
        else
        {
            await stack.SetAsync("auth.universal.clientSecret", ConfiguredStack.NewSecret, isSecret: true);
        }

        return stack;
    }

    private static string ProgramOf(Server server, bool isExplicit, string secret) =>
        isExplicit ? ConfiguredStack.Explicit(server, secret) : Programs.Rotation(server);
}
