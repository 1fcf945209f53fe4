using System.Globalization;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Answers that were kept because they reach a branch of the client that no smaller one reaches.
/// <c>dotnet run build.cs fuzz --guided</c> looks for more of them, a minute in each row of a theory.
/// </summary>
public sealed class GuidedAnswerTests
{
    private const int QuickRuns = 500;

    private static readonly Lazy<Task<GuidedAnswers>> Search = new(StartAsync);

    public static TheoryData<string> Kept => [.. KeptAnswer.Names];

    public static TheoryData<int> Minutes => [.. Enumerable.Range(0, 1 + Number("MINUTES"))];

    [Theory]
    [MemberData(nameof(Kept))]
    public Task A_kept_answer_is_read_or_is_one_kind_of_failure_without_secrets(string name) =>
        GuidedAnswers.PlayAsync(KeptAnswer.Read(name));

    [Theory]
    [MemberData(nameof(Minutes))]
    public async Task A_changed_answer_is_too(int minute)
    {
        var (search, stop) = (await Search.Value, TestContext.Current.CancellationToken);
        if (minute == 0)
        {
            await search.ExploreAsync(QuickRuns, TimeSpan.Zero, stop);
            return;
        }

        var runs = search.Runs;
        await search.ExploreAsync(1, TimeSpan.FromMinutes(1), stop);
        await search.SaveAsync();
        Report($"Minute {minute}, {(search.Runs - runs) / 60} answers per second", search);
    }

    private static async Task<GuidedAnswers> StartAsync()
    {
        var search = new GuidedAnswers(Number("SEED"));
        var isGuided = Number("MINUTES") > 0;
        await search.StartAsync(isGuided);
        Assert.True(!isGuided || EdgeMap.Edges > 0, "The provider is not instrumented.");
        Report("Start", search);
        return search;
    }

    private static void Report(string what, GuidedAnswers search) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"{what}: {EdgeMap.Edges} edges, {search.Kept} answers that reach something new, {KeptAnswer.Names.Count()} files.");

    private static int Number(string name) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"INFISICAL_ROTATION_GUIDED_{name}"),
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : 0;
}
