using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>A server that fails or does not answer is reported once for all resources.</summary>
public sealed class UnreachableServerTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_failed_list_is_not_kept_for_the_next_resource()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On(
            "GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"));
        await Record.ExceptionAsync(() => engine.Create(engine.Inputs("first", prefix: "A"), "first"));

        await engine.Create(engine.Inputs("second", "deploy-bot", "B"), "second");

        Assert.Contains(engine.Server.World.Rotations, rotation => rotation.Name == "second");
    }

    [Fact]
    public async Task One_failure_of_many_resources_is_reported_once()
    {
        await using var engine = await ProviderHarness.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "A"));
        var two = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");
        engine.Server.Faults.On(
            "GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 100);
        engine.Server.Faults.On(
            "GET",
            "/api/v2/secret-rotations?",
            Fault.Error(500, "InternalServerError", "Something went wrong"),
            times: 100);
        engine.NewRun();

        Assert.NotNull(await engine.Read(one));
        Assert.NotNull(await engine.Read(two));

        Assert.Single(engine.Warnings);
    }

    [Fact]
    public async Task An_unreachable_server_is_waited_for_once_and_not_by_every_resource()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var hold = new Hold();
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations", Fault.Waits(hold), times: 100);
        engine.NewRun(engine.Configuration().With("maxRetries", 0d));
        var asked = engine.Server.Requests.All.Length;

        for (var resource = 0; resource < 10; resource++)
        {
            Assert.NotNull(await engine.WithoutAnswers("GET", () => engine.Read(stored)));
        }

        // The single read, and the list of those that came after it.
        Assert.InRange(engine.RequestsSince(asked).Length, 1, 3);
        Assert.Single(engine.Warnings);
        hold.Release();
    }
}
