using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class EngineLogTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_arrive_before_the_response_in_order_and_for_their_resource()
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start(server.Address);
        LogInCreate(served, Enumerable.Range(0, 50).Select(index => $"line {index}"));

        await served.Create("a", End);

        Assert.Equal(
            Enumerable.Range(0, 50).Select(index => $"line {index}"), engine.Lines.Select(line => line.Message));
        Assert.All(
            engine.Lines,
            line => Assert.Equal("urn:pulumi:stack::project::infisical-rotation:index:Thing::a", line.Urn));
        Assert.All(engine.Lines, line => Assert.Equal(LogSeverity.Warning, line.Severity));
    }

    [Theory]
    [InlineData((int)LogLevel.Debug, (int)LogSeverity.Debug)]
    [InlineData((int)LogLevel.Info, (int)LogSeverity.Info)]
    [InlineData((int)LogLevel.Warning, (int)LogSeverity.Warning)]
    public async Task The_severity_of_a_line_is_kept(int level, int severity)
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start(server.Address);
        LogInCreate(served, ["a line"], (LogLevel)level);

        await served.Create("a", End);

        Assert.Equal((LogSeverity)severity, Assert.Single(engine.Lines).Severity);
    }

    [Fact]
    public async Task A_lone_surrogate_is_replaced()
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start(server.Address);
        LogInCreate(served, ["a \ud800 b"]);

        await served.Create("a", End);

        Assert.Equal("a \ufffd b", Assert.Single(engine.Lines).Message);
    }

    [Fact]
    public async Task A_line_has_no_terminal_sequence_and_no_password()
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start(server.Address);
        LogInCreate(served, ["a\u001b[2J\nb\u202e<{%reset%}> http://me:hunter22@proxy/", new string('x', 1_000_000)]);

        await served.Create("a", End);

        Assert.Equal("a b http://[secret]@proxy/", engine.Lines.First().Message);
        Assert.Equal(8000, engine.Lines.Last().Message.Length);
    }

    [Fact]
    public async Task The_stack_trace_of_an_internal_error_is_logged_for_debugging()
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start(server.Address);
        served.Provider.OnCreate = (_, _) => throw new InvalidOperationException("'s3cret-for-test'");

        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => served.Create("a", End));

        var line = Assert.Single(engine.Lines);
        Assert.Equal(LogSeverity.Debug, line.Severity);
        Assert.Contains(nameof(FakeProvider), line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_contains_the_address_of_the_engine()
    {
        var engine = new FakeEngine();
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        await using var served = await ServedProvider.Start();
        LogInCreate(served, ["a line"]);

        await served.Client.HandshakeAsync(
            new ProviderHandshakeRequest { EngineAddress = server.Address }, cancellationToken: End);
        await served.Create("a", End);

        Assert.Single(engine.Lines);
    }

    [Fact]
    public async Task The_engine_that_attached_last_gets_the_lines()
    {
        var (first, second) = (new FakeEngine(), new FakeEngine());
        await using var firstServer = await LoopbackServer.Start(Engine.BindService(first), End);
        await using var secondServer = await LoopbackServer.Start(Engine.BindService(second), End);
        await using var served = await ServedProvider.Start();
        LogInCreate(served, ["a line"]);

        await served.Client.AttachAsync(new PluginAttach { Address = firstServer.Address }, cancellationToken: End);
        await served.Create("a", End);
        await served.Client.AttachAsync(new PluginAttach { Address = secondServer.Address }, cancellationToken: End);
        await served.Create("b", End);

        Assert.Single(first.Lines);
        Assert.Single(second.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:1")]
    [InlineData("this is no address")]
    public async Task A_call_succeeds_where_no_engine_listens(string address)
    {
        await using var served = await ServedProvider.Start(address);
        LogInCreate(served, ["a line"]);

        var response = await served.Create("a", End);

        Assert.Equal("id", response.Id);
    }

    [Fact]
    public async Task An_engine_that_never_responds_delays_only_one_call()
    {
        var engine = new FakeEngine { OnLine = _ => new TaskCompletionSource().Task };
        await using var server = await LoopbackServer.Start(Engine.BindService(engine), End);
        var time = new TimeOfFlushes();
        await using var served = await ServedProvider.Start(server.Address, time);
        LogInCreate(served, ["a line"]);

        foreach (var name in Enumerable.Range(0, 10))
        {
            await served.Create($"{name}", End);
        }

        Assert.Equal(1, time.Flushes);
    }

    /// <summary>Counts how often the log's limit of a second is waited for, and lets none of it last.</summary>
    private sealed class TimeOfFlushes : TimeProvider
    {
        private int _flushes;

        public int Flushes => _flushes;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isFlush = dueTime == TimeSpan.FromSeconds(1);
            _ = isFlush ? Interlocked.Increment(ref _flushes) : 0;
            return base.CreateTimer(callback, state, isFlush ? TimeSpan.FromMilliseconds(10) : dueTime, period);
        }
    }

    private static void LogInCreate(
        ServedProvider served, IEnumerable<string> lines, LogLevel level = LogLevel.Warning) =>
        served.Provider.OnCreate = (_, context) =>
        {
            foreach (var line in lines)
            {
                context.Log(level, line);
            }

            return Task.FromResult(new CreateAnswer("id", PropertyMap.Empty, false));
        };
}
