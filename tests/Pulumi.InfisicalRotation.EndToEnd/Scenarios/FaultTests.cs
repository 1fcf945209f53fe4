using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;
using TestEngine;
using TestEngine.Language;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// Needs no CLI: the same run is repeated until it passes, at most once, and what exists is counted. Each fault is of a kind after
/// which it is not known whether the request took effect.
/// </summary>
public sealed class FaultTests
{
    private const string Rotations = "/api/v2/secret-rotations/aws-iam-user-secret";

    /// <summary>All of them are played by the fault matrix of the unit tests too.</summary>
    public static TheoryData<string> Faults => Sample.Of(
        [nameof(Fault.CutAfterHandling), nameof(Fault.CutOffBody), nameof(Fault.Garbage), nameof(Fault.HtmlPage), "BadGateway", "NoId"],
        nameof(Fault.CutAfterHandling), "NoId");

    [Theory]
    [MemberData(nameof(Faults))]
    [InlineData(nameof(Fault.CutBeforeHandling), Explicit = true)]
    [InlineData(nameof(Fault.TooManyRequests))]
    public async Task A_Fault_During_A_Create_Leaves_One_Rotation(string fault)
    {
        await using var server = await Server.StartAsync();
        var runner = EngineStack.Of(server, Program(server, "as it was"));
        server.Emulator.Faults.On("POST", Rotations, Named(fault));
        await UpUntilItPassesAsync(runner);
        Assert.Equal((1, 1, 2), server.Counts());
        await IsSettledAsync(runner);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_Fault_During_An_Update_Leaves_The_Requested_Values(string fault)
    {
        await using var server = await Server.StartAsync();
        var runner = EngineStack.Of(server, Program(server, "as it was"));
        await UpUntilItPassesAsync(runner);
        runner.Program = Program(server, "as it is");
        server.Emulator.Faults.On("PATCH", Rotations, Named(fault));
        await UpUntilItPassesAsync(runner);
        Assert.Equal("as it is", (await server.GetAsync(server.Rotation)).GetProperty("description").GetString());
        Assert.Equal((1, 1, 2), server.Counts());
        await IsSettledAsync(runner);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_Fault_During_A_Requested_Rotation_Rotates_Once(string fault)
    {
        await using var server = await Server.StartAsync();
        var runner = EngineStack.Of(server, Program(server, "as it was"));
        await UpUntilItPassesAsync(runner);
        runner.Program = Program(server, "as it was", "now");
        server.Emulator.Faults.On("POST", Rotations, Named(fault));
        await UpUntilItPassesAsync(runner);
        Assert.Equal((1, 2, 2), server.Counts());
        Assert.Equal(1, server.Rotation.ActiveIndex);
        await IsSettledAsync(runner);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_Fault_During_A_Delete_Leaves_Nothing(string fault)
    {
        await using var server = await Server.StartAsync();
        var runner = EngineStack.Of(server, Program(server, "as it was"));
        await UpUntilItPassesAsync(runner);
        server.WaitForReplicas();
        server.Emulator.Faults.On("DELETE", Rotations, Named(fault));
        var first = await runner.DestroyAsync(TestContext.Current.CancellationToken);
        var last = first.Succeeded ? first : await runner.DestroyAsync(TestContext.Current.CancellationToken);
        Assert.True(last.Succeeded, string.Join("\n", last.Errors));
        server.HoldsNothing();
    }

    private static Fault Named(string name) => name switch
    {
        nameof(Fault.CutBeforeHandling) => Fault.CutBeforeHandling,
        nameof(Fault.CutAfterHandling) => Fault.CutAfterHandling,
        nameof(Fault.CutOffBody) => Fault.CutOffBody,
        nameof(Fault.Garbage) => Fault.Garbage,
        nameof(Fault.HtmlPage) => Fault.HtmlPage,
        nameof(Fault.TooManyRequests) => Fault.TooManyRequests(1),
        "BadGateway" => Fault.Page(502) with { AfterHandling = true },
        _ => Fault.Answer(200, """{"secretRotation":{"id":""}}""") with { AfterHandling = true },
    };

    private static async Task UpUntilItPassesAsync(StackRunner runner)
    {
        var first = await runner.UpAsync(TestContext.Current.CancellationToken);
        var last = first.Succeeded ? first : await runner.UpAsync(TestContext.Current.CancellationToken);
        Assert.True(last.Succeeded, string.Join("\n", first.Errors.Concat(last.Errors)));
    }

    private static async Task IsSettledAsync(StackRunner runner)
    {
        var preview = await runner.PreviewAsync(TestContext.Current.CancellationToken);
        Assert.False(preview.HasChanges, string.Join(", ", preview.Steps.SelectMany(step => step.Details).Select(detail => detail.Path)));
    }

    private static StackProgram Program(Server server, string description, string? trigger = null)
    {
        var inputs = ImmutableDictionary<string, object?>.Empty
            .Add("projectId", server.ProjectId)
            .Add("connectionId", server.ConnectionId)
            .Add("environment", "dev")
            .Add("secretPath", "/")
            .Add("rotationInterval", 30)
            .Add("description", description)
            .Add("parameters", new Dictionary<string, object?> { ["userName"] = "ci-bot" })
            .Add("secretsMapping", new Dictionary<string, object?> { ["accessKeyId"] = "CI_BOT_ID", ["secretAccessKey"] = "CI_BOT_SECRET" });
        return new StackProgram("faults").With(
            "keys", Programs.RotationType, trigger is null ? inputs : inputs.Add("rotateTriggers", new Dictionary<string, object?> { ["reason"] = trigger }));
    }
}
