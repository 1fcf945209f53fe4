namespace Infisical.Emulator.Tests.Faults;

public sealed class FaultInjectionTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task An_error_takes_the_place_of_the_call(int status)
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.Error(status, "Injected", "on purpose"));
        (await api.Post(Api.Aws, api.AwsBody())).Refused(status, "Injected", "on purpose");
        Assert.Empty(api.Server.World.Rotations);
        (await api.Post(Api.Aws, api.AwsBody())).Expect(200);
    }

    [Fact]
    public async Task Only_the_nth_matching_call_is_spoilt()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("GET", Api.Rotations, Fault.Error(503, "Injected", "on purpose"), nth: 2, times: 2);
        var seen = new List<int>();
        for (var time = 0; time < 4; time++)
        {
            (await api.Get("/api/status")).Expect(200);
            seen.Add((await api.Get($"{Api.Rotations}/options")).Status);
        }

        Assert.Equal([200, 503, 503, 200], seen);
    }

    [Fact]
    public async Task Several_faults_are_used_up_in_turn()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("*", "/api", Fault.Error(502, "Injected", "first"));
        api.Server.Faults.On("*", "/api", Fault.Error(503, "Injected", "second"));
        var seen = new List<int>();
        for (var time = 0; time < 3; time++)
        {
            seen.Add((await api.Get("/api/status")).Status);
        }

        Assert.Equal([502, 503, 200], seen);
    }

    [Fact]
    public async Task A_connection_cut_before_handling_changes_nothing()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.CutBeforeHandling);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Post(Api.Aws, api.AwsBody()));
        Assert.Empty(api.Server.World.Rotations);
        Assert.Single(api.Server.Requests.To("POST", Api.Aws));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_connection_that_waits_is_cut_when_it_is_let_go(bool afterHandling, int made)
    {
        await using var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.On("POST", Api.Rotations, Fault.CutWaits(hold) with { AfterHandling = afterHandling });
        var call = api.Post(Api.Aws, api.AwsBody());
        await hold.Arrived;
        Assert.Equal(made, api.Server.World.Rotations.Length);
        Assert.False(call.IsCompleted);

        hold.Release();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal(made, api.Server.World.Rotations.Length);
    }

    [Fact]
    public async Task A_body_that_breaks_off_comes_after_the_effect()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.CutOffBody);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Post(Api.Aws, api.AwsBody()));
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task A_body_that_stops_half_way_comes_after_the_effect()
    {
        await using var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.On("POST", Api.Rotations, Fault.HalfBodyWaits(hold));
        var call = api.Post(Api.Aws, api.AwsBody());
        await hold.Arrived;
        Assert.Single(api.Server.World.Rotations);
        hold.Release();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_body_without_an_end_comes_after_the_effect()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.NeverEnding);
        using var client = new HttpClient { BaseAddress = api.Server.Address, MaxResponseContentBufferSize = 1024 * 1024 };
        client.DefaultRequestHeaders.Authorization = new("Bearer", api.Server.IssueToken(api.Server.Seed.Identity));
        using var body = new StringContent(api.AwsBody().ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(new Uri(Api.Aws, UriKind.Relative), body, Api.Cancellation));
        Assert.Single(api.Server.World.Rotations);
    }

    [Fact]
    public async Task Garbage_and_pages_come_after_the_effect()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.Garbage);
        api.Server.Faults.On("POST", Api.Rotations, Fault.HtmlPage);
        Assert.DoesNotContain("secretRotation", (await api.Post(Api.Aws, api.AwsBody("one", "A", "B"))).Text, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", (await api.Post(Api.Aws, api.AwsBody("two", "C", "D"))).Text, StringComparison.Ordinal);
        Assert.Equal(2, api.Server.World.Rotations.Length);
    }

    [Fact]
    public async Task A_429_carries_its_headers_and_has_no_effect()
    {
        await using var api = await Api.StartAsync();
        api.Server.Faults.On("POST", Api.Rotations, Fault.TooManyRequests(7));
        var reply = await api.Post(Api.Aws, api.AwsBody());
        Assert.Equal((429, "7", "7"), (reply.Status, reply.Headers["retry-after"], reply.Headers["x-ratelimit-reset"]));
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task A_call_can_be_held_before_it_is_handled()
    {
        await using var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.On("POST", Api.Rotations, Fault.Waits(hold));
        var call = api.Post(Api.Aws, api.AwsBody());
        await hold.Arrived;
        Assert.Empty(api.Server.World.Rotations);
        hold.Release();
        (await call).Expect(200);
    }

    [Fact]
    public async Task An_answer_can_be_held_after_the_effect()
    {
        await using var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.On("POST", Api.Rotations, Fault.AnswerWaits(hold));
        var call = api.Post(Api.Aws, api.AwsBody());
        await hold.Arrived;
        Assert.Single(api.Server.World.Rotations);
        hold.Release();
        (await call).Expect(200);
    }

    [Fact]
    public async Task The_server_ends_although_a_call_is_held()
    {
        var api = await Api.StartAsync();
        var hold = new Hold();
        api.Server.Faults.On("GET", "/api/status", Fault.Waits(hold));
        var call = api.Get("/api/status");
        await hold.Arrived;
        await api.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await api.DisposeAsync();
    }

    [Fact]
    public async Task A_request_can_be_awaited()
    {
        await using var api = await Api.StartAsync();
        var arrived = api.Server.Requests.ArrivedAsync(request => request.Path == "/api/status", Api.Cancellation);
        await api.Get("/api/status?x=1");
        var request = await arrived;
        Assert.Equal(("GET", "1", EmulatorListener.Infisical), (request.Method, request.Query["x"], request.Listener));
    }
}
