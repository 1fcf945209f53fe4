using Google.Protobuf;
using Pulumi.InfisicalRotation.Protos;
using static TestEngine.Tests.ToyStack;
using ToyValue = TestEngine.Values.Value;

namespace TestEngine.Tests;

public sealed class ProtocolRulesTests
{
    private static readonly Dictionary<string, object?> Secretive = new() { ["value"] = ToyValue.Hidden("s3cret-for-test") };

    public static TheoryData<string, string> Rules => new()
    {
        { "Check", "Check returned no inputs" },
        { "Preview", "Create returned an id in a preview" },
        { "Create", "Create returned a secret without its mark" },
        { "Diff", "does not name it in diffs" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_Broken_Rule_Ends_The_Run_And_Is_Named(string call, string named)
    {
        await using var stack = await StartAsync();
        if (call == "Diff")
        {
            await stack.UpAsync(Things(("a", new() { ["value"] = "red" })));
        }

        stack.Provider.Twists[call] = Break;
        var result = call == "Preview" ? await stack.PreviewAsync(Things(("a", Secretive))) : await stack.UpAsync(Things(("a", Secretive)));
        Assert.Contains(result.Errors, error => error.Contains(named, StringComparison.Ordinal));
    }

    private static void Break(IMessage answer)
    {
        switch (answer)
        {
            case CheckResponse check:
                check.Inputs = null;
                break;
            case CreateResponse { Id: "" } preview:
                preview.Id = "too-early";
                break;
            case CreateResponse create:
                create.Properties.Fields["copy"] = Google.Protobuf.WellKnownTypes.Value.ForString("s3cret-for-test");
                break;
            case DiffResponse diff:
                diff.Diffs.Clear();
                break;
        }
    }
}
