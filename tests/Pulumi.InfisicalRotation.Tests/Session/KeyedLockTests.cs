using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class KeyedLockTests
{
    [Fact]
    public async Task Only_the_same_name_waits()
    {
        var locks = new KeyedLock();
        var first = await locks.Acquire(["ci-bot"], TestContext.Current.CancellationToken);

        var second = locks.Acquire(["CI-bot"], TestContext.Current.CancellationToken);
        using var other = await locks.Acquire(["deploy-bot"], TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_leaves_the_lock_to_others()
    {
        var locks = new KeyedLock();
        using var cancelled = new CancellationTokenSource();
        var first = await locks.Acquire(["ci-bot"], TestContext.Current.CancellationToken);
        var second = locks.Acquire(["ci-bot"], cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        using var third = await locks.Acquire(["ci-bot"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_callers_with_the_same_names_in_another_order_do_not_wait_for_each_other()
    {
        var locks = new KeyedLock();
        var one = await locks.Acquire(["a", "b"], TestContext.Current.CancellationToken);

        var other = locks.Acquire(["b", "A"], TestContext.Current.CancellationToken);
        var free = locks.Acquire(["c"], TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (other.IsCompleted, free.IsCompletedSuccessfully));
        one.Dispose();
        (await other).Dispose();
        using var again = await locks.Acquire(["a", "b"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wait_for_the_second_name_that_is_cancelled_gives_the_first_one_back()
    {
        var locks = new KeyedLock();
        using var cancelled = new CancellationTokenSource();
        using var second = await locks.Acquire(["b"], TestContext.Current.CancellationToken);
        var both = locks.Acquire(["a", "b"], cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);

        using var first = await locks.Acquire(["a"], TestContext.Current.CancellationToken);
    }
}
