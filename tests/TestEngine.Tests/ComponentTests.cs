using Google.Protobuf;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Language;
using static TestEngine.Tests.ToyStack;

namespace TestEngine.Tests;

public sealed class ComponentTests
{
    private static readonly StackProgram Program = new StackProgram("play")
        .With("source", ToyProvider.Thing, new Dictionary<string, object?> { ["value"] = "red" })
        .With("pair", ToyProvider.Pair, new Dictionary<string, object?> { ["value"] = "${source.value}" })
        .WithOutput("left", "${pair.left}");

    [Fact]
    public async Task Children_Are_Made_Below_It()
    {
        await using var stack = await StartAsync();
        var result = await stack.UpAsync(Program);
        Assert.True(result.Succeeded, string.Join(" ", result.Errors));
        Assert.Equal(3, stack.Provider.World.Count);
        Assert.Equal("red", result.Outputs.TextAt("left"));
        Assert.Equal("urn:pulumi:dev::play::toy:index:Pair$toy:index:Thing::pair-left", result.State.Named("pair-left").Urn);
    }

    [Fact]
    public async Task Second_Up_Finds_Nothing_To_Do()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Program);
        Assert.False((await stack.PreviewAsync(Program)).HasChanges);
    }

    [Fact]
    public async Task Failing_Child_Ends_The_Run()
    {
        await using var stack = await StartAsync();
        var result = await stack.UpAsync(new StackProgram("play")
            .With("pair", ToyProvider.Pair, new Dictionary<string, object?> { ["value"] = "wrong" }));
        Assert.Contains(result.Errors, error => error.EndsWith("value is wrong.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failing_Child_Cancels_Only_Providers_That_Are_Open()
    {
        await using var stack = await StartAsync();
        stack.Provider.RefreshesBeforeUpdate = true;
        await stack.UpAsync(Program);
        var cancels = stack.Provider.Cancels;

        var result = await stack.UpAsync(new StackProgram("play")
            .With("pair", ToyProvider.Pair, new Dictionary<string, object?> { ["value"] = "wrong" }));

        Assert.False(result.Succeeded);

        // One of the provider that was started to compare configurations, two of the other: for the failure, and at its end.
        Assert.Equal(3, stack.Provider.Cancels - cancels);
    }

    [Theory]
    [InlineData("Child", "registered without a version")]
    [InlineData("Construct", "another URN")]
    public async Task Careless_Registration_Is_Found(string call, string found)
    {
        await using var stack = await StartAsync();
        stack.Provider.Twists[call] = Spoil;
        var result = await stack.UpAsync(Program);
        Assert.Contains(result.Errors, error => error.Contains(found, StringComparison.Ordinal));
    }

    private static void Spoil(IMessage message)
    {
        if (message is RegisterResourceRequest registration)
        {
            registration.Version = "";
        }
        else if (message is ConstructResponse answer)
        {
            answer.Urn = "urn:pulumi:dev::play::toy:index:Pair::other";
        }
    }
}
