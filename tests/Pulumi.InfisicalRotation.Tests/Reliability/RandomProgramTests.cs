using System.Globalization;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Random programs, changes by others, time and faults. <c>dotnet run build.cs storm</c> plays longer ones; a seed plays
/// the same again.
/// </summary>
public sealed class RandomProgramTests
{
    private const int Steps = 150;

    private static readonly int[] Seeds = [1, 2, 3];

    public static TheoryData<int> Played => Number("SEED") is { } seed ? [seed] : [.. Seeds];

    [Theory]
    [MemberData(nameof(Played))]
    public async Task What_exists_is_known_and_what_is_removed_is_gone(int seed)
    {
        await using var storm = await Storm.Start(new Random(seed));
        var step = 0;
        try
        {
            for (; step < (Number("STEPS") ?? Steps); step++)
            {
                await storm.Step();
            }

            await storm.End();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(
                $"Seed {seed}, step {step}: {fault.Message}\n{storm.History}\nAgain: dotnet run build.cs storm --seed {seed}",
                fault);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(storm.Summary);
        Assert.Matches("(?=.*create: [1-9][0-9])(?=.*delete: [1-9])(?=.*update: [1-9])", storm.Summary);
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable($"INFISICAL_ROTATION_STORM_{name}"), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
