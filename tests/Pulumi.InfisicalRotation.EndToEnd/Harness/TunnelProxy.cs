using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>
/// A proxy for HTTPS on a free port of this machine. Every tunnel leads to one server, whatever name was asked for; a request that
/// asks for no tunnel is refused.
/// </summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _target;
    private readonly Task _running;

    public TunnelProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        _running = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The first requests of all connections, as they arrived.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

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
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                var request = await ReadHeadersAsync(client.GetStream());
                Requests.Enqueue(request);
                var isTunnel = request.StartsWith("CONNECT ", StringComparison.Ordinal);
                await client.GetStream().WriteAsync(
                    isTunnel ? "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray() : "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _closing.Token);
                if (isTunnel)
                {
                    await server.ConnectAsync(_target.Host, _target.Port, _closing.Token);
                    await Task.WhenAny(
                        client.GetStream().CopyToAsync(server.GetStream(), _closing.Token),
                        server.GetStream().CopyToAsync(client.GetStream(), _closing.Token));
                }
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                // One side, or the test, is done with the tunnel.
            }
        }
    }

    private async Task<string> ReadHeadersAsync(NetworkStream stream)
    {
        var received = new StringBuilder();
        var one = new byte[1];

        // Byte by byte: what follows the headers belongs to the tunnel.
        while (!received.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _closing.Token) > 0)
        {
            received.Append((char)one[0]);
        }

        return received.ToString();
    }
}
