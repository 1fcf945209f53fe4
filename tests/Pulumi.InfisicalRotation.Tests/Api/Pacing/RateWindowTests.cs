using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Pacing;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

public sealed class RateWindowTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateWindow _window;

    public RateWindowTests() => _window = new RateWindow(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _window.Dispose();

    [Fact]
    public async Task The_first_request_goes_alone_and_its_answer_admits_the_others()
    {
        var probe = await Enter();
        var others = Enumerable.Range(0, 5).Select(_ => Enter()).ToList();
        var before = others.Count(ticket => ticket.IsCompleted);

        _window.Answered(probe, Answer(remaining: 3), reportsThisLimit: true);

        Assert.Equal((0, 3), (before, others.Count(ticket => ticket.IsCompleted)));
    }

    [Fact]
    public async Task Without_a_rate_limit_nothing_waits()
    {
        _window.Answered(await Enter(), Answer(remaining: null), reportsThisLimit: true);

        Assert.All(Enumerable.Range(0, 1000).Select(_ => Enter()), ticket => Assert.True(ticket.IsCompleted));
    }

    [Fact]
    public async Task An_answer_without_a_limit_says_nothing_about_the_others()
    {
        _window.Answered(await Enter(), Answer(remaining: null, status: 401), reportsThisLimit: true);

        Assert.Equal([true, false], [Enter().IsCompleted, Enter().IsCompleted]);
    }

    [Fact]
    public async Task Requests_in_progress_count_as_used()
    {
        _window.Answered(await Enter(), Answer(remaining: 10), reportsThisLimit: true);
        var first = await Enter();
        var second = await Enter();
        _window.Answered(first, Answer(remaining: 1), reportsThisLimit: true);
        var third = Enter();

        _window.Answered(second, Answer(remaining: 2), reportsThisLimit: true);

        Assert.True(third.IsCompleted);
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public async Task The_others_wait_for_the_next_window_and_begin_it_with_one_request()
    {
        _window.Answered(await Enter(), Answer(remaining: 0, reset: 30), reportsThisLimit: true);
        var waiting = Enumerable.Range(0, 3).Select(_ => Enter()).ToList();
        _time.Advance(TimeSpan.FromSeconds(30));
        var early = waiting.Count(ticket => ticket.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1.1));
        var atFirst = waiting.Count(ticket => ticket.IsCompleted);
        _window.Answered(await await Task.WhenAny(waiting), Answer(remaining: 50), reportsThisLimit: true);

        Assert.Equal((0, 1, 3), (early, atFirst, waiting.Count(ticket => ticket.IsCompleted)));
    }

    [Fact]
    public async Task A_late_answer_of_the_last_window_does_not_close_the_new_one()
    {
        _window.Answered(await Enter(), Answer(remaining: 1, reset: 5), reportsThisLimit: true);
        var slow = await Enter();
        _time.Advance(TimeSpan.FromSeconds(7));
        _window.Answered(await Enter(), Answer(remaining: 80, reset: 60), reportsThisLimit: true);

        _window.Answered(slow, Answer(remaining: 0, reset: 1), reportsThisLimit: true);

        Assert.True(Enter().IsCompleted);
    }

    [Fact]
    public async Task A_lost_request_may_have_counted()
    {
        _window.Answered(await Enter(), Answer(remaining: 1), reportsThisLimit: true);

        _window.Lost(await Enter());

        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public async Task An_unused_ticket_is_given_to_the_next_request()
    {
        _window.Answered(await Enter(), Answer(remaining: 1), reportsThisLimit: true);
        var unused = await Enter();
        var next = Enter();

        _window.Release(unused);

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_login_is_counted_but_its_own_limits_say_nothing_of_the_others()
    {
        _window.Answered(await Enter(), Answer(remaining: 2), reportsThisLimit: true);

        _window.Answered(await Enter(isUrgent: true), Answer(remaining: 199), reportsThisLimit: false);

        Assert.Equal([true, false], [Enter().IsCompleted, Enter().IsCompleted]);
    }

    [Fact]
    public async Task A_refusal_delays_every_request_as_long_as_it_asks()
    {
        _window.Answered(await Enter(), Answer(remaining: 100), reportsThisLimit: true);
        _window.Answered(await Enter(), Answer(remaining: null, status: 429, retryAfter: 20), reportsThisLimit: true);
        var held = Enter();
        var before = held.IsCompleted;

        _time.Advance(TimeSpan.FromSeconds(62));

        Assert.Equal((false, true), (before, held.IsCompleted));
    }

    [Fact]
    public async Task An_urgent_request_goes_before_the_waiting_ones()
    {
        _window.Answered(await Enter(), Answer(remaining: 1), reportsThisLimit: true);
        var busy = await Enter();
        var patient = Enter();
        var urgent = Enter(isUrgent: true);

        _window.Release(busy);

        Assert.Equal((false, true), (patient.IsCompleted, urgent.IsCompleted));
    }

    [Fact]
    public async Task Waiting_requests_go_in_the_order_of_their_arrival()
    {
        var first = await Enter();
        var waiting = Enumerable.Range(0, 3).Select(_ => Enter()).ToList();
        var order = new List<string>();

        _window.Release(first);
        order.Add(string.Concat(waiting.Select(waiter => waiter.IsCompleted ? "x" : "-")));
        _window.Release(await await Task.WhenAny(waiting));
        order.Add(string.Concat(waiting.Select(waiter => waiter.IsCompleted ? "x" : "-")));

        Assert.Equal(["x--", "xx-"], order);
    }

    [Fact]
    public async Task A_new_request_does_not_overtake_a_waiting_one_when_the_window_is_just_over()
    {
        _window.Answered(await Enter(), Answer(remaining: 0), reportsThisLimit: true);
        var first = Enter();
        _time.Advance(TimeSpan.FromSeconds(61));

        var newcomer = Enter();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (first.IsCompleted, newcomer.IsCompleted));
    }

    [Fact]
    public async Task A_new_urgent_request_takes_the_first_ticket_of_the_next_window()
    {
        _window.Answered(await Enter(), Answer(remaining: 0), reportsThisLimit: true);
        var first = Enter();
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((true, false), (Enter(isUrgent: true).IsCompleted, first.IsCompleted));
    }

    [Fact]
    public async Task A_lost_request_lets_the_next_one_go()
    {
        var probe = await Enter();
        var next = Enter();

        _window.Lost(probe);

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_queue()
    {
        using var caller = new CancellationTokenSource();
        var probe = await Enter();
        var cancelled = _window.EnterAsync(isUrgent: false, caller.Token);
        var next = Enter();

        await caller.CancelAsync();
        _window.Answered(probe, Answer(remaining: 1), reportsThisLimit: true);

        Assert.True(next.IsCompleted);
        Assert.True(cancelled.IsCanceled);
    }

    [Fact]
    public async Task Five_hundred_requests_take_as_many_windows_as_they_need()
    {
        var (started, start, count, refused) = (_time.GetUtcNow(), DateTimeOffset.MinValue, 0, 0);
        var tickets = Enumerable.Range(0, 500).Select(_ => Enter()).ToList();

        while (tickets.Count > 0)
        {
            var ready = tickets.Where(ticket => ticket.IsCompleted).ToList();
            tickets.RemoveAll(ready.Contains);
            _time.Advance(TimeSpan.FromMilliseconds(50));
            foreach (var ticket in ready)
            {
                (start, count) =
                    _time.GetUtcNow() - start >= TimeSpan.FromSeconds(60) ? (_time.GetUtcNow(), 1) : (start, count + 1);
                refused += count > 90 ? 1 : 0;
                var reset = (int)Math.Ceiling((start.AddSeconds(60) - _time.GetUtcNow()).TotalSeconds);
                _window.Answered(await ticket, Answer(90 - count, reset), reportsThisLimit: true);
            }
        }

        Assert.Equal(0, refused);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(5 * 60), TimeSpan.FromSeconds(5 * 62));
    }

    private Task<RateTicket> Enter(bool isUrgent = false) => _window.EnterAsync(isUrgent, Cancellation);

    private static ApiAnswer Answer(int? remaining, int reset = 60, int status = 200, int? retryAfter = null) => new()
    {
        Status = status,
        Body = default,
        Limit = remaining is { } left ? new RateLimit(left, TimeSpan.FromSeconds(reset)) : null,
        RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };
}
