using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Every fault with every operation, played once for all tests of this folder.</summary>
internal static class FaultMatrix
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<MatrixTable>>> Tables = new();

    public static Task<MatrixTable> Table(MatrixOperation operation) =>
        Tables.GetOrAdd(operation.Name, _ => new Lazy<Task<MatrixTable>>(() => Play(operation))).Value;

    private static async Task<MatrixTable> Play(MatrixOperation operation)
    {
        using var authority = new Authority();
        await using var untrusted = await SecureServer.StartAsync(authority.Issue());
        using var refusing = Bound();
        var places = new Unreachable(
            $"http://{refusing.LocalEndPoint}", "https://infisical.invalid", untrusted.Address.ToString());
        var quiet = await MatrixCell.Play(operation, null, places);
        var rows = new ConcurrentDictionary<MatrixFault, MatrixCell>();
        await Parallel.ForEachAsync(
            MatrixFault.All.Where(fault => IsPossible(operation, fault)),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (fault, _) => rows[fault] = await MatrixCell.Play(operation, fault, places));
        return new MatrixTable(
            operation, quiet, [.. MatrixFault.All.Where(rows.ContainsKey).Select(fault => (fault, rows[fault]))]);
    }

    private static bool IsPossible(MatrixOperation operation, MatrixFault fault) =>
        !(operation.IsForAws && fault.IsForInfisicalOnly) && !(operation.FirstFailing > 1 && fault.Address is not null);

    /// <summary>
    /// A port at which nothing listens, and that no server of another test gets as long as the socket holds it.
    /// </summary>
    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}

/// <summary>One operation with every fault.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Quiet">The operation without a fault.</param>
/// <param name="Rows">The faults, and what they did.</param>
internal sealed record MatrixTable(
    MatrixOperation Operation, MatrixCell Quiet, ImmutableArray<(MatrixFault Fault, MatrixCell Cell)> Rows);
