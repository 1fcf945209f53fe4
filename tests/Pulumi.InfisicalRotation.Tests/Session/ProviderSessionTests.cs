using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class ProviderSessionTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData(500, "InternalServerError", "Something went wrong", 1)]
    [InlineData(503, "InternalServerError", "Something went wrong", 2)]
    [InlineData(500, "DatabaseError", "Something went wrong", 2)]
    [InlineData(500, "InternalServerError", "Another sentence", 2)]
    public async Task The_same_failure_is_one_warning_and_a_different_one_is_another(
        int status, string error, string sentence, int warnings)
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        engine.Server.Faults.On(
            "GET", $"{Route}/{first.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);
        engine.Server.Faults.On("GET", $"{Route}/{second.Id}", Fault.Error(status, error, sentence), times: 9);

        await engine.Read(first);
        await engine.Read(second);

        Assert.Equal(warnings, engine.Warnings.Count());
    }

    [Theory]
    [InlineData(1, "the only rotation or app connection")]
    [InlineData(2, "all 2")]
    public async Task A_run_that_compared_nothing_says_so_at_its_end(int count, string said)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On(
            "GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);
        engine.NewRun();
        for (var read = 0; read < count; read++)
        {
            await engine.Read(stored);
        }

        engine.Provider.RunEnds();
        engine.Provider.RunEnds();

        var line = Assert.Single(
            engine.Warnings, text => text.Contains("compared nothing", StringComparison.Ordinal));
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_compared_something_or_had_nothing_to_compare_ends_without_a_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Provider.RunEnds();
        engine.NewRun();
        await engine.Read(stored);
        engine.Server.Faults.On(
            "GET", "/api/v2/secret-rotations", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);
        await engine.Read(stored);

        engine.Provider.RunEnds();

        Assert.DoesNotContain(
            engine.Warnings, text => text.Contains("compared nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_failure_of_another_operation_is_another_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On(
            "GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);

        await engine.Read(stored);
        await engine.PreviewUpdate(stored, engine.Inputs());
        await engine.PreviewUpdate(stored, engine.Inputs());

        Assert.Equal(2, engine.Warnings.Count());
    }
}
