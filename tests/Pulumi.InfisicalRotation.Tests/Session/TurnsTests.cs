using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class TurnsTests
{
    [Fact]
    public async Task Only_the_same_name_waits()
    {
        var turns = new Turns();
        var first = await turns.Take(["ci-bot"], TestContext.Current.CancellationToken);

        var second = turns.Take(["CI-bot"], TestContext.Current.CancellationToken);
        using var other = await turns.Take(["deploy-bot"], TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_leaves_the_turn_to_others()
    {
        var turns = new Turns();
        using var cancelled = new CancellationTokenSource();
        var first = await turns.Take(["ci-bot"], TestContext.Current.CancellationToken);
        var second = turns.Take(["ci-bot"], cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        using var third = await turns.Take(["ci-bot"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_callers_with_the_same_names_in_another_order_do_not_wait_for_each_other()
    {
        var turns = new Turns();
        var one = await turns.Take(["a", "b"], TestContext.Current.CancellationToken);

        var other = turns.Take(["b", "A"], TestContext.Current.CancellationToken);
        var free = turns.Take(["c"], TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (other.IsCompleted, free.IsCompletedSuccessfully));
        one.Dispose();
        (await other).Dispose();
        using var again = await turns.Take(["a", "b"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wait_for_the_second_name_that_is_cancelled_gives_the_first_one_back()
    {
        var turns = new Turns();
        using var cancelled = new CancellationTokenSource();
        using var second = await turns.Take(["b"], TestContext.Current.CancellationToken);
        var both = turns.Take(["a", "b"], cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);

        using var first = await turns.Take(["a"], TestContext.Current.CancellationToken);
    }
}
