using System.Text;

namespace Tooling;

/// <summary>What a program writes to one of its streams, while it runs.</summary>
internal sealed class ProgramOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> _waiting = [];

    internal ProgramOutput(TextReader reader) => Ended = ReadAsync(reader);

    /// <summary>Everything, once the stream has ended.</summary>
    internal Task<string> Ended { get; }

    internal string SoFar
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Waits until what was written so far is as wanted.</summary>
    internal Task<string> UntilAsync(Func<string, bool> wanted)
    {
        lock (_lock)
        {
            if (wanted(_text.ToString()))
            {
                return Task.FromResult(_text.ToString());
            }

            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, seen));
            return seen.Task;
        }
    }

    private async Task<string> ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            Append(buffer.AsSpan(0, count));
        }

        return SoFar;
    }

    private void Append(ReadOnlySpan<char> written)
    {
        lock (_lock)
        {
            _text.Append(written);
            foreach (var waiter in _waiting.ToArray())
            {
                var text = _text.ToString();
                if (waiter.Wanted(text))
                {
                    _waiting.Remove(waiter);
                    waiter.Seen.SetResult(text);
                }
            }
        }
    }
}
