using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Protocol.Components;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Components;

public sealed class ComponentHostTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_open_component_there_is_nothing_to_wait_for()
    {
        using var host = new ComponentHost(new FakeTimeProvider());

        await host.AllAnswered();

        Assert.True(host.AllAnswered().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_open_component_is_waited_for_until_its_response_is_sent()
    {
        using var host = new ComponentHost(new FakeTimeProvider());
        var (first, second) = (new Answer(), new Answer());
        host.Track(first.Response);
        host.Track(second.Response);

        var all = host.AllAnswered();
        await first.Leave();
        var early = all.IsCompleted;
        await second.Leave();
        await all.WaitAsync(TimeLimit, End);

        Assert.False(early);
        Assert.True(host.AllAnswered().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_missing_response_is_not_waited_for_long()
    {
        var time = new FakeTimeProvider();
        using var host = new ComponentHost(time);
        host.Track(new Answer().Response);
        var all = host.AllAnswered();

        time.Advance(TimeSpan.FromSeconds(2));

        await all.WaitAsync(TimeLimit, End);
        Assert.False(host.AllAnswered().IsCompleted);
    }

    /// <summary>An answer that leaves when the test says so.</summary>
    private sealed class Answer : HttpResponseFeature
    {
        private Func<Task> _left = () => Task.CompletedTask;

        public HttpResponse Response
        {
            get
            {
                var context = new DefaultHttpContext();
                context.Features.Set<IHttpResponseFeature>(this);
                return context.Response;
            }
        }

        public override void OnCompleted(Func<object, Task> callback, object state) => _left = () => callback(state);

        public Task Leave() => _left();
    }
}
