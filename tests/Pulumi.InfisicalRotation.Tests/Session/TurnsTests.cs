using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class TurnsTests
{
    [Fact]
    public async Task Only_the_same_name_waits()
    {
        var turns = new Turns();
        var first = await turns.Take("ci-bot", TestContext.Current.CancellationToken);

        var second = turns.Take("CI-bot", TestContext.Current.CancellationToken);
        using var other = await turns.Take("deploy-bot", TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_leaves_the_turn_to_others()
    {
        var turns = new Turns();
        using var cancelled = new CancellationTokenSource();
        var first = await turns.Take("ci-bot", TestContext.Current.CancellationToken);
        var second = turns.Take("ci-bot", cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        using var third = await turns.Take("ci-bot", TestContext.Current.CancellationToken);
    }
}
