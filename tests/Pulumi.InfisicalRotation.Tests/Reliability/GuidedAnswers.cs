using System.Diagnostics;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Changes kept answers and keeps those that reach something new in the instrumented provider. A new one has to reach it
/// twice, because timers of earlier runs count too.
/// </summary>
internal sealed class GuidedAnswers(int seed)
{
    private const int MostFiles = 200;
    private const int MostBytes = 200_000;
    private const int LongestBody = 6000;

    // One answer takes about a millisecond.
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(seed);
    private readonly List<KeptAnswer> _pool = [];

    public int Runs { get; private set; }

    public int Kept => _pool.Count;

    /// <summary>Plays the files, and each real answer to each request.</summary>
    /// <param name="isGuided">Whether to look for what real answers reach beyond the files.</param>
    public async Task StartAsync(bool isGuided)
    {
        foreach (var answer in KeptAnswer.Names.Select(KeptAnswer.Read))
        {
            await TryAsync(answer, isFile: true);
        }

        var requests = Enumerable.Range(0, isGuided ? AnswerPlay.Requests.Length : 0).ToList();
        foreach (var answer in InventedAnswers.Real.SelectMany(one => requests.Select(
            request => new KeptAnswer(request, new InventedAnswer(one.Status, one.Body, "Date", "")))))
        {
            await TryAsync(answer);
        }
    }

    /// <summary>Plays changed answers, at least so many and at least so long.</summary>
    public async Task ExploreAsync(int least, TimeSpan time, CancellationToken stop)
    {
        var (watch, end) = (Stopwatch.StartNew(), Runs + least);
        while (Runs < end || watch.Elapsed < time)
        {
            stop.ThrowIfCancellationRequested();
            await TryAsync(Changed(Pick()));
        }
    }

    /// <summary>Writes the smallest answers that together reach each edge, as far as there is room, in place of the files.</summary>
    public async Task SaveAsync()
    {
        var (left, reached, saved) = (MostBytes, new HashSet<int>(), new HashSet<string>());
        foreach (var answer in _pool.OrderBy(one => one.Bytes.Length).ThenBy(one => one.Name, StringComparer.Ordinal))
        {
            await PlayAsync(answer);
            var (size, before) = (answer.Bytes.Length, reached.Count);
            if (saved.Count == MostFiles || size > left)
            {
                continue;
            }

            reached.UnionWith(EdgeMap.Last());
            if (reached.Count > before)
            {
                answer.Save();
                saved.Add(answer.Name);
                left -= size;
            }
        }

        // A file that is not of the pool is an answer that failed.
        foreach (var name in _pool.Select(answer => answer.Name).Intersect(KeptAnswer.Names).Except(saved).ToList())
        {
            KeptAnswer.Delete(name);
        }
    }

    /// <summary>Plays an answer alone. One that fails or hangs is saved, so that the next test run fails too.</summary>
    public static async Task PlayAsync(KeptAnswer answer)
    {
        EdgeMap.Clear();
        try
        {
            // On a thread of its own: a loop without an end would not notice a token.
            await Task.Run(() => AnswerPlay.RunAsync(answer.Request, answer.Answer, CancellationToken.None))
                .WaitAsync(HangsAfter);
        }
        catch (Exception fault)
        {
            answer.Save();
            throw new InvalidOperationException(
                $"{KeptAnswer.Folder}/{answer.Name}.answer ({AnswerPlay.Requests[answer.Request].Name}): {fault.Message}",
                fault);
        }
    }

    private async Task TryAsync(KeptAnswer answer, bool isFile = false)
    {
        Runs++;
        await PlayAsync(answer);
        if (isFile || EdgeMap.IsNew(keeps: false))
        {
            await PlayAsync(answer);
            if (EdgeMap.IsNew(keeps: true) || isFile)
            {
                _pool.Add(answer);
            }
        }
    }

    /// <summary>Half of the time one of the last that were kept.</summary>
    private KeptAnswer Pick() => _pool[_random.Next(2) == 0
        ? _random.Next(_pool.Count)
        : _random.Next(Math.Max(0, _pool.Count - 50), _pool.Count)];

    private KeptAnswer Changed(KeptAnswer kept)
    {
        var (status, body, header, value) = kept.Answer;
        for (var left = 1 << _random.Next(5); left > 0; left--)
        {
            body = _random.Next(8) == 0
                ? Spliced(body, _pool[_random.Next(_pool.Count)].Answer.Body)
                : InventedAnswers.Changed(body, _random.Next(7), Any(), Any(), Any());
        }

        return new KeptAnswer(
            _random.Next(8) == 0 ? _random.Next(AnswerPlay.Requests.Length) : kept.Request,
            new InventedAnswer(
                _random.Next(8) == 0 && OneOf(InventedAnswers.Statuses) is var other and > 0 ? other : status,
                body[..Math.Min(body.Length, LongestBody)],
                _random.Next(8) == 0 ? OneOf(InventedAnswers.HeaderNames) : header,
                _random.Next(8) == 0 ? OneOf(InventedAnswers.HeaderValues) : value));
    }

    private byte[] Spliced(byte[] body, byte[] other) =>
        [.. body[.._random.Next(body.Length + 1)], .. other[_random.Next(other.Length + 1)..]];

    private T OneOf<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private uint Any() => (uint)_random.Next();
}
