using System.Net;
using System.Net.Sockets;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class SocketOwnerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocketOwnerTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    /// <summary>An engine may use a socket of either version of IP.</summary>
    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task The_owner_of_a_connection_of_this_process_is_its_user(AddressFamily family)
    {
        using var client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (family == AddressFamily.InterNetworkV6)
        {
            client.DualMode = true;
        }

        var address = family == AddressFamily.InterNetworkV6 ? IPAddress.Loopback.MapToIPv6() : IPAddress.Loopback;
        await client.ConnectAsync(
            address, ((IPEndPoint)_listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        using var accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var (peer, own) = ((IPEndPoint)accepted.RemoteEndPoint!, (IPEndPoint)accepted.LocalEndPoint!);

        var owner = OperatingSystem.IsLinux() ? SocketOwner.Find(peer, own) : null;

        Assert.True(owner is null || owner == new SocketOwner(SocketOwner.ThisUser(), IsOpen: true), $"{owner}");
    }

    [Fact]
    public async Task A_connection_that_its_client_closed_is_not_open()
    {
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var (peer, own) = ((IPEndPoint)accepted.RemoteEndPoint!, (IPEndPoint)accepted.LocalEndPoint!);

        client.Close();
        var owner = OperatingSystem.IsLinux() ? SocketOwner.Find(peer, own) : null;

        Assert.True(owner is null or { IsOpen: false }, $"{owner}");
    }

    [Fact]
    public void A_connection_that_does_not_exist_has_no_owner()
    {
        var (free, own) = (new IPEndPoint(IPAddress.Loopback, 1), (IPEndPoint)_listener.LocalEndpoint);

        Assert.Null(OperatingSystem.IsLinux() ? SocketOwner.Find(free, own) : null);
    }
}
