using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetSpreadScheduleFunctionTests
{
    /// <summary>The time of a key must stay the same in every version: a change would reschedule rotations.</summary>
    [Theory]
    [InlineData("ci-bot", 0, 24)]
    [InlineData("ci-bot", 1, 5)]
    [InlineData("deploy-bot", 22, 4)]
    public async Task A_key_has_always_the_same_time(string key, int from, int to)
    {
        await using var engine = await ProviderHarness.Start();

        var first = await Minute(engine, key, from, to);
        engine.NewRun();

        Assert.Equal(first, await Minute(engine, key, from, to));
        Assert.Equal(Known[(key, from, to)], $"{first / 60:00}:{first % 60:00}");
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 5)]
    [InlineData(22, 4)]
    [InlineData(23, 24)]
    [InlineData(12, 0)]
    public async Task Two_thousand_keys_are_spread_evenly_over_the_window(int from, int to)
    {
        await using var engine = await ProviderHarness.Start();
        var length = ((to - from + 24) % 24) is var hours and > 0 ? hours * 60 : 24 * 60;

        var offsets = new List<int>();
        foreach (var number in Enumerable.Range(0, 2000))
        {
            var minute = await Minute(engine, $"app-{number}", from, to);
            offsets.Add((minute - (from * 60) + (24 * 60)) % (24 * 60));
        }

        Assert.All(offsets, offset => Assert.InRange(offset, 0, length - 1));

        // Ten parts of the window with 200 keys each; six standard deviations are about 80.
        var parts = offsets.GroupBy(offset => offset * 10 / length).Select(part => part.Count()).ToList();
        Assert.Equal(10, parts.Count);
        Assert.All(parts, count => Assert.InRange(count, 120, 280));
    }

    [Theory]
    [InlineData("fromHour", 24d, "fromHour is 24; give a whole number from 0 to 23.")]
    [InlineData("toHour", 25d, "toHour is 25; give a whole number from 0 to 24.")]
    [InlineData("toHour", 1.5d, "toHour is 1.5; give a whole number from 0 to 24.")]
    public async Task An_hour_outside_the_day_is_an_error(string name, double hour, string expected)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused(
            "getSpreadSchedule", PropertyMap.Empty.With("key", "a").With(name, hour));

        Assert.Equal(expected, Assert.Single(errors));
    }

    [Fact]
    public async Task An_empty_window_is_an_error()
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused(
            "getSpreadSchedule", PropertyMap.Empty.With("key", "a").With("fromHour", 3d).With("toHour", 3d));

        Assert.StartsWith("toHour is 3, the same as fromHour", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static readonly Dictionary<(string, int, int), string> Known = new()
    {
        [("ci-bot", 0, 24)] = "07:46",
        [("ci-bot", 1, 5)] = "04:46",
        [("deploy-bot", 22, 4)] = "00:24",
    };

    private static async Task<int> Minute(ProviderHarness engine, string key, int from, int to)
    {
        var results = await engine.Results("getSpreadSchedule", PropertyMap.Empty
            .With("key", key).With("fromHour", (double)from).With("toHour", (double)to));
        return (Number(results, "hours") * 60) + Number(results, "minutes");
    }

    private static int Number(PropertyMap results, string name) =>
        (int)Assert.IsType<PropertyValue.Number>(results.Get(name)).Value;
}
