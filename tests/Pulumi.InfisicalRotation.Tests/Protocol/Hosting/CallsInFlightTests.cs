using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class CallsInFlightTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(120);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_ends_the_waits_of_calls_in_flight()
    {
        await using var served = await ServedProvider.Start();
        var started = WaitInCreate(served, context => context.Cancelled);
        var create = served.Create("a", End);
        var context = await started;

        await served.Client.CancelAsync(new Empty(), cancellationToken: End);

        var failure = await Assert.ThrowsAsync<RpcException>(() => create.WaitAsync(TimeLimit, End));
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Contains("Create was cancelled", failure.Status.Detail, StringComparison.Ordinal);
        Assert.False(context.Abandoned.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancel_does_not_affect_later_calls()
    {
        await using var served = await ServedProvider.Start();
        await served.Client.CancelAsync(new Empty(), cancellationToken: End);
        CallContext? later = null;
        served.Provider.OnCreate = (_, context) =>
        {
            later = context;
            return Task.FromResult(new CreateAnswer("id", PropertyMap.Empty, false));
        };

        var response = await served.Create("a", End);

        Assert.Equal("id", response.Id);
        Assert.False(later!.Cancelled.IsCancellationRequested);
    }

    [Fact]
    public async Task A_call_that_Cancel_interrupts_may_still_return_what_it_created()
    {
        await using var served = await ServedProvider.Start();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        served.Provider.OnCreate = async (_, _) =>
        {
            started.SetResult();
            await made.Task;
            return new CreateAnswer("made", PropertyMap.Empty, false);
        };
        var create = served.Create("a", End);
        await started.Task.WaitAsync(TimeLimit, End);

        await served.Client.CancelAsync(new Empty(), cancellationToken: End);
        made.SetResult();

        Assert.Equal("made", (await create.WaitAsync(TimeLimit, End)).Id);
    }

    [Fact]
    public async Task A_call_that_is_dropped_is_abandoned()
    {
        await using var served = await ServedProvider.Start();
        var started = WaitInCreate(served, context => context.Abandoned);
        using var drop = CancellationTokenSource.CreateLinkedTokenSource(End);
        var create = served.Create("a", drop.Token);
        var context = await started;

        await drop.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => create);
        await Ended(context.Abandoned);
        await Ended(context.Cancelled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_timeout_of_a_call_expires(bool isToldBySentence)
    {
        var time = new FakeTimeProvider();
        await using var served = await ServedProvider.Start(time: time);
        var sentence = isToldBySentence ? new RefusalException(RefusalKind.Cancelled, "Nothing was created.") : null;
        var started = WaitInCreate(served, context => context.Cancelled, end: sentence);
        var create = served.Client.CreateAsync(
            ServedProvider.CreateRequest("a", timeout: 20), cancellationToken: End).ResponseAsync;
        await started;

        time.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<RpcException>(() => create.WaitAsync(TimeLimit, End));
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.Contains("customTimeouts", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task An_invalid_timeout_is_no_limit(double seconds)
    {
        await using var served = await ServedProvider.Start();

        var response = await served.Client.CreateAsync(
            ServedProvider.CreateRequest("a", seconds), cancellationToken: End);

        Assert.Equal("an-id", response.Id);
    }

    [Fact]
    public async Task The_end_of_the_engine_abandons_calls_and_waits_for_them()
    {
        await using var served = await ServedProvider.Start();
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = WaitInCreate(served, context => context.Abandoned, finish.Task);
        var create = served.Create("a", End);
        var context = await started;

        var stop = served.Host.Stop(TimeLimit);
        await Ended(context.Abandoned);
        var stoppedEarly = stop.IsCompleted;
        finish.SetResult();
        await stop.WaitAsync(TimeLimit, End);

        Assert.False(stoppedEarly);
        await Assert.ThrowsAsync<RpcException>(() => create.WaitAsync(TimeLimit, End));
    }

    [Fact]
    public async Task The_end_waits_only_for_its_time_limit()
    {
        await using var served = await ServedProvider.Start();
        var never = new TaskCompletionSource();
        var started = WaitInCreate(served, context => context.Abandoned, never.Task);
        var create = served.Create("a", End);
        await started;

        await served.Host.Stop(TimeSpan.FromMilliseconds(50)).WaitAsync(TimeLimit, End);

        never.SetResult();
        await Assert.ThrowsAsync<RpcException>(() => create.WaitAsync(TimeLimit, End));
    }

    /// <summary>Every create signals its start, then waits for its token, and then for a task.</summary>
    private static Task<CallContext> WaitInCreate(
        ServedProvider served, Func<CallContext, CancellationToken> token, Task? after = null, Exception? end = null)
    {
        var started = new TaskCompletionSource<CallContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        served.Provider.OnCreate = async (_, context) =>
        {
            started.TrySetResult(context);
            await Ended(token(context));
            await (after ?? Task.CompletedTask);
            throw end ?? new OperationCanceledException();
        };
        return started.Task.WaitAsync(TimeLimit, End);
    }

    private static async Task Ended(CancellationToken token)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(ended.SetResult);
        await ended.Task.WaitAsync(TimeLimit, End);
    }
}
