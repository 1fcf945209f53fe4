using TestEngine.Language;
using TestEngine.Values;
using static TestEngine.Tests.ToyStack;

namespace TestEngine.Tests;

public sealed class StackRunnerTests
{
    private static readonly Dictionary<string, object?> Red = new() { ["value"] = "red" };

    [Fact]
    public async Task Preview_Creates_Nothing_And_Knows_No_Id()
    {
        await using var stack = await StartAsync();
        var result = await stack.PreviewAsync(Things(("a", Red), ("b", new() { ["value"] = "${a.id}" })).WithOutput("id", "${a.id}"));
        Assert.True(result.Succeeded, string.Join(" ", result.Errors));
        Assert.Equal(2, result.Count(StepKind.Create));
        Assert.Empty(stack.Provider.World);
        Assert.IsType<Value.Unknown>(result.Outputs["id"]);
    }

    [Fact]
    public async Task Up_Creates_And_A_Second_Up_Finds_Nothing_To_Do()
    {
        await using var stack = await StartAsync();
        var program = Things(("a", Red), ("b", new() { ["value"] = "like ${a.value}" })).WithOutput("said", "${b.value}");
        Assert.True((await stack.UpAsync(program)).Succeeded);
        var again = await stack.UpAsync(program);
        Assert.False(again.HasChanges);
        Assert.Equal("like red", again.Outputs.TextAt("said"));
        Assert.Equal(2, stack.Provider.World.Count);
    }

    [Fact]
    public async Task Changed_Input_Updates_In_Place()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", Red)));
        var result = await stack.UpAsync(Things(("a", new() { ["value"] = "blue" })));
        Assert.Equal("value", Assert.Single(Assert.Single(result.Of("a")).Details).Path);
        Assert.Equal("blue", Assert.Single(stack.Provider.World).Value.TextAt("value"));
    }

    [Fact]
    public async Task Ignored_Change_Is_No_Change()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", Red)));
        var ignoring = new ResourceDeclaration("a", ToyProvider.Thing, new Dictionary<string, object?> { ["value"] = "blue" }) { IgnoreChanges = ["value"] };
        Assert.False((await stack.UpAsync(new StackProgram("play").With(ignoring))).HasChanges);
    }

    [Fact]
    public async Task Replacement_Deletes_First_And_Takes_Dependents_That_Must_Be_Replaced_Along()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", new() { ["place"] = "here" }), ("b", new() { ["place"] = "${a.id}" })));
        stack.Provider.Calls.Clear();
        var result = await stack.UpAsync(Things(("a", new() { ["place"] = "there" }), ("b", new() { ["place"] = "${a.id}" })));
        Assert.True(result.Succeeded, string.Join(" ", result.Errors));
        Assert.Equal(2, result.Count(StepKind.Replace));
        Assert.Equal(
            ["Delete b", "Delete a", "Create a", "Create b"],
            stack.Provider.Calls.Where(call => call.StartsWith("Delete", StringComparison.Ordinal) || call.StartsWith("Create", StringComparison.Ordinal)));
        Assert.Equal(2, stack.Provider.World.Count);
    }

    [Fact]
    public async Task Resource_That_Left_The_Program_Is_Deleted()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", Red), ("b", Red)));
        var result = await stack.UpAsync(Things(("a", Red)));
        Assert.Equal(1, result.Count(StepKind.Delete));
        Assert.Single(stack.Provider.World);
    }

    [Fact]
    public async Task Half_Made_Resource_Is_Recorded_And_Updated_Next_Time()
    {
        await using var stack = await StartAsync();
        stack.Provider.FailsInitialising = true;
        var failed = await stack.UpAsync(Things(("a", Red)));
        Assert.Equal(["* is not ready."], failed.Errors);
        var result = await stack.UpAsync(Things(("a", Red)));
        Assert.Equal(1, result.Count(StepKind.Update));
        Assert.Single(stack.Provider.World);
    }

    [Fact]
    public async Task Change_By_Hand_Is_Seen_Before_The_Update_And_Put_Right()
    {
        await using var stack = await StartAsync();
        stack.Provider.RefreshesBeforeUpdate = true;
        await stack.UpAsync(Things(("a", Red)));
        stack.Provider.World["thing-1"] = stack.Provider.World["thing-1"].With("value", new Value.Text("by hand"));
        var preview = await stack.PreviewAsync(Things(("a", Red)));
        Assert.Equal(1, preview.Count(StepKind.Update));
        await stack.UpAsync(Things(("a", Red)));
        Assert.Equal("red", stack.Provider.World["thing-1"].TextAt("value"));
    }

    [Fact]
    public async Task Deleted_By_Hand_Is_Made_Again()
    {
        await using var stack = await StartAsync();
        stack.Provider.RefreshesBeforeUpdate = true;
        await stack.UpAsync(Things(("a", Red)));
        stack.Provider.World.Clear();
        var result = await stack.UpAsync(Things(("a", Red)));
        Assert.Equal(1, result.Count(StepKind.Create));
        Assert.Single(stack.Provider.World);
    }

    [Fact]
    public async Task Destroy_Leaves_Nothing()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", Red), ("b", new() { ["value"] = "${a.id}" })));
        var result = await stack.DestroyAsync();
        Assert.True(result.Succeeded, string.Join(" ", result.Errors));
        Assert.Empty(stack.Provider.World);
        Assert.Empty(result.State.Resources);
    }

    [Fact]
    public async Task Wrong_Input_Creates_Nothing()
    {
        await using var stack = await StartAsync();
        var result = await stack.UpAsync(Things(("a", new() { ["value"] = "wrong" })));
        Assert.Equal(["toy:index:Thing 'a': value is wrong."], result.Errors);
        Assert.Empty(stack.Provider.World);
    }

    [Fact]
    public async Task Secret_Stays_Marked_In_The_State()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", new() { ["value"] = Value.Hidden("s3cret-for-test") })));
        Assert.IsType<Value.Secret>(stack.Runner.State.Named("a").Outputs["value"]);
    }

    [Fact]
    public async Task Import_Takes_Over_What_Exists()
    {
        await using var stack = await StartAsync();
        stack.Provider.World["thing-9"] = ValueMap.From(new Dictionary<string, object?> { ["value"] = "red", ["number"] = 9 });
        var result = await stack.Runner.ImportAsync(ToyProvider.Thing, "a", "thing-9", TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, string.Join(" ", result.Errors));
        Assert.False((await stack.UpAsync(Things(("a", Red)))).HasChanges);
    }

    [Fact]
    public async Task Changed_Configuration_Reaches_The_Provider()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Things(("a", Red)).WithSetting("toy:flavour", "sweet"));
        await stack.UpAsync(Things(("a", Red)).WithSetting("toy:flavour", "sour"));
        Assert.Equal("sour", stack.Provider.Configuration);
    }

    [Fact]
    public async Task State_Survives_In_Its_File()
    {
        await using var stack = await StartAsync();
        var directory = Directory.CreateTempSubdirectory("test-engine-");
        var options = stack.Options with { StateFile = Path.Combine(directory.FullName, "state.json") };
        stack.Runner = new StackRunner(Things(("a", new() { ["value"] = Value.Hidden("s3cret-for-test") })), options);
        await stack.Runner.UpAsync(TestContext.Current.CancellationToken);
        var again = new StackRunner(stack.Runner.Program, options);
        Assert.False((await again.UpAsync(TestContext.Current.CancellationToken)).HasChanges);
        directory.Delete(recursive: true);
    }
}
