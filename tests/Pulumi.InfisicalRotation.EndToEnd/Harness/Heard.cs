using System.Text;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>What a program writes to one of its streams, while it runs.</summary>
internal sealed class Heard
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Heard)> _waiting = [];

    public Heard(TextReader reader) => Ended = ListenAsync(reader);

    /// <summary>Everything, once the stream has ended.</summary>
    public Task<string> Ended { get; }

    /// <summary>Waits until what was written so far is as wanted.</summary>
    public Task<string> UntilAsync(Func<string, bool> wanted)
    {
        lock (_lock)
        {
            if (wanted(_text.ToString()))
            {
                return Task.FromResult(_text.ToString());
            }

            var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, heard));
            return heard.Task;
        }
    }

    private async Task<string> ListenAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _text.Append(line).Append('\n');
                var text = _text.ToString();
                foreach (var waiter in _waiting.Where(waiter => waiter.Wanted(text)).ToArray())
                {
                    _waiting.Remove(waiter);
                    waiter.Heard.SetResult(text);
                }
            }
        }

        return _text.ToString();
    }
}
