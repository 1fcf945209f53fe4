using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>What a raw server does once it has read a request whole.</summary>
/// <param name="Text">What it writes, as it stands.</param>
/// <param name="End">What it does to the connection afterwards.</param>
internal sealed record RawReply(string Text, ConnectionEnd End = ConnectionEnd.Kept)
{
    /// <summary>What it writes after the text.</summary>
    public byte[] Bytes { get; init; } = [];

    public static RawReply Cut { get; } = new("", ConnectionEnd.Closed);

    public static RawReply Json(string json) =>
        new($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public static RawReply Gzip(string json)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(json));
        }

        var head = $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bytes.ToArray().Length}\r\n\r\n";
        return new RawReply(head) { Bytes = bytes.ToArray() };
    }
}

internal enum ConnectionEnd
{
    Kept,
    Closed,
    Reset,
}

/// <summary>A server on loopback that controls every byte of its responses and records the requests.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<string, RawReply> _reply;
    private readonly Func<int, bool> _accepts;
    private readonly Task _running;
    private int _connections;

    /// <param name="reply">From the request's first line to what is done about it.</param>
    /// <param name="accepts">Whether the connection of this number is served; the others are closed unread.</param>
    public RawServer(Func<string, RawReply> reply, Func<int, bool>? accepts = null)
    {
        _reply = reply;
        _accepts = accepts ?? (_ => true);
        _listener.Start();
        _running = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The first lines of all requests that arrived whole.</summary>
    public ConcurrentQueue<string> Handled { get; } = new();

    /// <summary>The same requests as they arrived, with their headers.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Done when the first request has arrived whole.</summary>
    public TaskCompletionSource FirstHandled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                served.Add(ServeAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (_accepts(number) && await ReadRequestAsync(stream) is { } firstLine && await AnswerAsync(stream, firstLine))
            {
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // The client, or the test, is done with this connection.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string firstLine)
    {
        Handled.Enqueue(firstLine);
        var answer = _reply(firstLine);
        FirstHandled.TrySetResult();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text), _closing.Token);
        await stream.WriteAsync(answer.Bytes, _closing.Token);
        if (answer.End is ConnectionEnd.Reset)
        {
            stream.Socket.LingerState = new LingerOption(enable: true, 0);
        }

        return answer.End is ConnectionEnd.Kept;
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _closing.Token);
            if (count == 0)
            {
                return null;
            }

            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (IsWhole(received.ToString()))
            {
                Received.Enqueue(received.ToString());
                return received.ToString().Split("\r\n")[0];
            }
        }
    }

    private static bool IsWhole(string received)
    {
        var headers = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = received.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var expected = length is null ? 0 : int.Parse(
            length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        return headers >= 0 && received.Length >= headers + 4 + expected;
    }
}
