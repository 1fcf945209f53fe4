using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Pacing;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Pacing;

/// <summary>Answers that come late, in another order, from other counters, or never.</summary>
public sealed class RateBudgetTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateBudget _budget;

    public RateBudgetTests() => _budget = new RateBudget(_time);

    [Fact]
    public void Requests_concurrent_with_the_first_of_a_window_are_subtracted_from_its_answer()
    {
        var slow = SlowTicketOfTheWindowBefore();
        var first = Take();
        _budget.Lost(slow);

        _budget.Answered(first, Answer(remaining: 2), reportsThisLimit: true);

        Assert.Equal(1, Left());
    }

    [Fact]
    public void Requests_before_the_first_of_a_window_are_included_in_its_answer()
    {
        var slow = SlowTicketOfTheWindowBefore();
        var lost = Take();
        _budget.Lost(slow);
        _budget.Lost(lost);

        _budget.Answered(Take(), Answer(remaining: 1), reportsThisLimit: true);

        Assert.Equal(1, Left());
    }

    [Fact]
    public void Only_the_answer_of_the_first_opens_a_window()
    {
        var slow = SlowTicketOfTheWindowBefore();
        var first = Take();

        _budget.Answered(slow, Answer(remaining: 80), reportsThisLimit: true);
        var early = _budget.TryTake();
        _budget.Answered(first, Answer(remaining: 5), reportsThisLimit: true);

        Assert.Null(early);
        Assert.Equal(4, Left());
    }

    [Fact]
    public void Another_ticket_given_back_does_not_end_the_wait_for_the_first()
    {
        var slow = SlowTicketOfTheWindowBefore();
        Take();

        _budget.Release(slow);

        Assert.Null(_budget.TryTake());
    }

    [Fact]
    public void A_login_that_is_not_counted_does_not_mean_that_nothing_is()
    {
        _budget.Answered(Take(), Answer(remaining: null), reportsThisLimit: false);

        Assert.Equal(1, Left());
    }

    [Fact]
    public void A_counter_that_ends_sooner_does_not_shorten_the_window()
    {
        _budget.Answered(Take(), Answer(remaining: 1), reportsThisLimit: true);
        _budget.Answered(Take(), Answer(remaining: 0, reset: 5), reportsThisLimit: true);

        _time.Advance(TimeSpan.FromSeconds(10));
        var early = _budget.TryTake();
        _time.Advance(TimeSpan.FromSeconds(51));

        Assert.Null(early);
        Assert.Equal(1, Left());
    }

    [Fact]
    public void A_counter_with_more_left_does_not_begin_a_window_before_the_running_one_can_be_over()
    {
        _budget.Answered(Take(), Answer(remaining: 3), reportsThisLimit: true);
        _budget.Answered(Take(), Answer(remaining: 2, reset: 5), reportsThisLimit: true);
        _time.Advance(TimeSpan.FromSeconds(10));
        var ofAnotherRoute = Take();

        _time.Advance(TimeSpan.FromSeconds(10));
        _budget.Answered(ofAnotherRoute, Answer(remaining: 90), reportsThisLimit: true);

        Assert.Equal(2, Left());
    }

    [Fact]
    public void A_late_answer_of_the_current_window_reports_its_remaining_requests()
    {
        var slow = SlowTicketOfTheWindowBefore();
        _budget.Answered(Take(), Answer(remaining: 80), reportsThisLimit: true);
        _time.Advance(TimeSpan.FromSeconds(1));

        _budget.Answered(slow, Answer(remaining: 3, reset: 58), reportsThisLimit: true);

        Assert.Equal(3, Left());
    }

    [Fact]
    public void The_longest_wait_of_several_refusals_applies()
    {
        _budget.Answered(Take(), Answer(remaining: 9), reportsThisLimit: true);
        var (one, two) = (Take(), Take());
        _budget.Answered(one, Answer(remaining: null, status: 429, retryAfter: 90), reportsThisLimit: true);
        _budget.Answered(two, Answer(remaining: null, status: 429, retryAfter: 5), reportsThisLimit: true);

        _time.Advance(TimeSpan.FromSeconds(89));
        var early = _budget.TryTake();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(early);
        Assert.NotNull(_budget.TryTake());
    }

    [Fact]
    public void After_a_lost_first_request_several_go_at_the_same_time()
    {
        _budget.Lost(Take());

        Assert.Equal(8, Left());
    }

    [Fact]
    public void Another_request_may_go_when_one_of_several_is_lost_too()
    {
        _budget.Lost(Take());
        var first = Take();
        var others = Enumerable.Range(0, 7).Select(_ => Take()).ToList();
        var full = _budget.TryTake();

        _budget.Lost(others[0]);
        _budget.Lost(first);

        Assert.Null(full);
        Assert.Equal(2, Left());
    }

    [Fact]
    public void Of_several_requests_the_answer_of_the_first_opens_the_window_without_those_in_progress()
    {
        _budget.Lost(Take());
        var first = Take();
        var others = Enumerable.Range(0, 7).Select(_ => Take()).ToList();
        _budget.Lost(others[0]);

        _budget.Answered(first, Answer(remaining: 10), reportsThisLimit: true);

        Assert.Equal(10 - 1 - 6, Left());
    }

    [Fact]
    public void The_next_window_begins_with_one_request_again()
    {
        _budget.Lost(Take());
        _budget.Answered(Take(), Answer(remaining: 0, reset: 5), reportsThisLimit: true);

        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(1, Left());
    }

    private RateTicket Take() => _budget.TryTake() ?? throw new InvalidOperationException("no ticket is left");

    /// <summary>Given in a window of five seconds that is over now.</summary>
    private RateTicket SlowTicketOfTheWindowBefore()
    {
        _budget.Answered(Take(), Answer(remaining: 1, reset: 5), reportsThisLimit: true);
        var slow = Take();
        _time.Advance(TimeSpan.FromSeconds(7));
        return slow;
    }

    /// <summary>How many may go now, none of which is answered.</summary>
    private int Left() => Enumerable.Range(0, 200).TakeWhile(_ => _budget.TryTake() is not null).Count();

    private static ApiAnswer Answer(int? remaining, int reset = 60, int status = 200, int? retryAfter = null) => new()
    {
        Status = status,
        Body = default,
        Limit = remaining is { } left ? new RateLimit(left, TimeSpan.FromSeconds(reset)) : null,
        RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };
}
