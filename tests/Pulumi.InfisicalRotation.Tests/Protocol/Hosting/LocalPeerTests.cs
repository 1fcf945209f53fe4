using System.Net;
using Microsoft.AspNetCore.Connections;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class LocalPeerTests
{
    private const uint User = 1000;

    /// <summary>A closed connection counts as root's; its requests may be of another user and still arrive.</summary>
    [Theory]
    [InlineData(1000u, true, true)]
    [InlineData(1001u, true, false)]
    [InlineData(0u, true, true)]
    [InlineData(65534u, true, false)]
    [InlineData(0u, false, false)]
    [InlineData(1000u, false, false)]
    [InlineData(null, false, true)]
    public async Task Only_an_open_connection_of_the_same_user_or_root_is_served_where_the_owner_is_known(
        uint? owner, bool isOpen, bool isServed)
    {
        var peer = new LocalPeer((_, _) => owner is { } user ? new SocketOwner(user, isOpen) : null, User);
        var served = 0;
        var connection = new Connection
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 40000),
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 40001),
        };

        await peer.Before(_ =>
        {
            served++;
            return Task.CompletedTask;
        })(connection);

        Assert.Equal(isServed ? 1 : 0, served);
        Assert.Equal(!isServed, connection.IsAborted);
    }

    private sealed class Connection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
