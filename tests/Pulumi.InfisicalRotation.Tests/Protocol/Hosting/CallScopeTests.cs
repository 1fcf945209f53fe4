using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class CallScopeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _abandoned = new();

    private int _left;

    public void Dispose()
    {
        _cancelled.Dispose();
        _abandoned.Dispose();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(20)]
    [InlineData((30 * 24 * 3600) - 1)]
    public void The_timeout_expires_after_its_time_and_not_before(double seconds)
    {
        using var scope = Scope(seconds);

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var before = (scope.TimedOut, scope.Cancelled.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((false, false), before);
        Assert.Equal((true, true, false), State(scope));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.001)]
    [InlineData(-1)]
    [InlineData(30 * 24 * 3600)]
    [InlineData(50 * 24 * 3600)]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void No_timeout_or_one_of_thirty_days_or_more_is_no_limit(double seconds)
    {
        using var scope = Scope(seconds);

        _time.Advance(TimeSpan.FromDays(60));

        Assert.Equal((false, false), (scope.TimedOut, scope.Cancelled.IsCancellationRequested));
    }

    [Fact]
    public void An_interrupt_is_neither_a_timeout_nor_a_dropped_call()
    {
        using var scope = Scope(seconds: 20);

        _cancelled.Cancel();

        Assert.Equal((false, true, false), State(scope));
    }

    [Fact]
    public void A_dropped_call_ends_its_waits_too()
    {
        using var scope = Scope(seconds: 20);

        _abandoned.Cancel();

        Assert.Equal((false, true, true), State(scope));
    }

    [Fact]
    public void A_disposed_scope_leaves_the_calls_in_flight_and_stops_its_timer()
    {
        var scope = Scope(seconds: 20);
        var before = _left;

        scope.Dispose();
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((0, 1, false), (before, _left, scope.TimedOut));
    }

    private static (bool TimedOut, bool IsCancelled, bool IsAbandoned) State(CallScope scope) =>
        (scope.TimedOut, scope.Cancelled.IsCancellationRequested, scope.Abandoned.IsCancellationRequested);

    private CallScope Scope(double seconds) => new(() => _left++, _abandoned, seconds, _time, _cancelled.Token);
}
