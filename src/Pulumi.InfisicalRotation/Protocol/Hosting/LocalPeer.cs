using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Refuses connections of other users of this machine: the port has no password, and a call can delete a rotation.
/// </summary>
/// <param name="ownerOf">Looks up the owner of a connection's other end; null where the system does not tell.</param>
/// <param name="user">The user of this process.</param>
internal sealed class LocalPeer(Func<IPEndPoint, IPEndPoint, SocketOwner?> ownerOf, uint user)
{
    private const uint Root = 0;

    /// <summary>The check for the user of this process; null where the system does not report the owner.</summary>
    public static LocalPeer? ForThisUser() =>
        OperatingSystem.IsLinux() ? new LocalPeer(SocketOwner.Find, SocketOwner.ThisUser()) : null;

    /// <summary>Passes on the connections of the same user and closes the others.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => connection =>
    {
        if (connection is { RemoteEndPoint: IPEndPoint peer, LocalEndPoint: IPEndPoint own } && IsForeign(peer, own))
        {
            connection.Abort();
            return Task.CompletedTask;
        }

        return next(connection);
    };

    // An end that is closed already counts as root's. It may have been another user's, and needs no answer.
    private bool IsForeign(IPEndPoint peer, IPEndPoint own) =>
        ownerOf(peer, own) is { } owner && (!owner.IsOpen || (owner.User != user && owner.User != Root));
}
