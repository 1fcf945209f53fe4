using System.Runtime.InteropServices;
using System.Text;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class ProcessEndTests : IDisposable
{
    /// <summary>The engine sends its signal when the calls are done, and kills this long after it.</summary>
    private static readonly TimeSpan KilledAfter = TimeSpan.FromSeconds(5);

    private readonly ProcessEnd _end = new();

    public static TheoryData<string> Faults =>
        [nameof(IOException), nameof(UnauthorizedAccessException), nameof(ArgumentException)];

    public void Dispose() => _end.Dispose();

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGQUIT)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task A_signal_gives_calls_slightly_less_time_than_the_engine_does(PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);

        _end.Handle(context);
        var limit = await Ended();

        Assert.True(context.Cancel);
        Assert.Equal(TimeSpan.FromSeconds(4.5), limit);
        Assert.True(limit < KilledAfter);
    }

    [Fact]
    public async Task A_second_signal_has_its_usual_effect()
    {
        _end.Handle(new PosixSignalContext(PosixSignal.SIGINT));
        var second = new PosixSignalContext(PosixSignal.SIGINT);

        _end.Handle(second);

        Assert.False(second.Cancel);
        Assert.Equal(TimeSpan.FromSeconds(4.5), await Ended());
    }

    [Fact]
    public async Task The_end_of_a_pipe_gives_calls_six_minutes()
    {
        _end.ReadToEnd(() => new Input("", canSeek: false));

        Assert.Equal(TimeSpan.FromMinutes(6), await Ended());
    }

    [Fact]
    public async Task Remaining_data_in_a_pipe_is_read_to_its_end_first()
    {
        var input = new Input(new string('x', 1000), canSeek: false, () => Assert.False(_end.Wait().IsCompleted));

        _end.ReadToEnd(() => input);

        Assert.Equal(TimeSpan.FromMinutes(6), await Ended());
        Assert.Equal(1000, input.Position);
    }

    [Fact]
    public void A_seekable_input_does_not_show_the_end_of_the_engine()
    {
        _end.ReadToEnd(() => new Input("", canSeek: true));

        Assert.False(_end.Wait().IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_input_that_cannot_be_opened_is_the_same_as_its_end(string fault)
    {
        _end.ReadToEnd(() => throw Fault(fault));

        Assert.Equal(TimeSpan.FromMinutes(6), await Ended());
    }

    [Fact]
    public async Task An_input_that_breaks_is_the_same_as_its_end()
    {
        _end.ReadToEnd(() => new Input("x", canSeek: false, () => throw new IOException("broken pipe")));

        Assert.Equal(TimeSpan.FromMinutes(6), await Ended());
    }

    [Fact]
    public async Task The_first_reason_to_end_is_kept()
    {
        _end.ReadToEnd(() => new Input("", canSeek: false));

        _end.Handle(new PosixSignalContext(PosixSignal.SIGINT));

        Assert.Equal(TimeSpan.FromMinutes(6), await Ended());
    }

    private Task<TimeSpan> Ended()
    {
        Assert.True(_end.Wait().IsCompleted);
        return _end.Wait();
    }

    private static Exception Fault(string name) => name switch
    {
        nameof(IOException) => new IOException("no such handle"),
        nameof(UnauthorizedAccessException) => new UnauthorizedAccessException("not for reading"),
        _ => new ArgumentException("no handle"),
    };

    /// <summary>An input that says of itself whether it can seek.</summary>
    private sealed class Input(string text, bool canSeek, Action? onRead = null)
        : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        private long _position;

        public override bool CanSeek => canSeek;

        public override long Position
        {
            get => _position;
            set => base.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            onRead?.Invoke();
            var bytes = new byte[buffer.Length];
            var count = base.Read(bytes, 0, bytes.Length);
            bytes.AsSpan(0, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }
}
