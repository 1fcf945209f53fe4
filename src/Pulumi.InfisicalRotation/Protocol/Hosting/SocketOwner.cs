using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Who owns a TCP connection of this machine, by Linux's socket diagnostics. The tables in <c>/proc/net</c> have it too,
/// but reading them takes longer than the start of this program.
/// </summary>
/// <param name="User">The id of the user.</param>
/// <param name="IsOpen">Whether the connection is established. A closed one counts as root's.</param>
internal sealed partial record SocketOwner(uint User, bool IsOpen)
{
    private const int Netlink = 16;
    private const int Datagram = 2;
    private const int CloseOnExec = 0x80000;
    private const int Diagnostics = 4;
    private const int DoNotWait = 0x40;

    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 56;
    private const int AnswerBytes = HeaderBytes + 72;
    private const ushort ByFamily = 20;
    private const ushort IsRequest = 1;
    private const byte InternetFamily = 2;
    private const byte Established = 1;

    /// <param name="end">The end that is looked up.</param>
    /// <param name="other">The other end.</param>
    /// <returns>Null where the system does not tell.</returns>
    public static SocketOwner? Find(IPEndPoint end, IPEndPoint other)
    {
        var file = Open(Netlink, Datagram | CloseOnExec, Diagnostics);
        if (file < 0)
        {
            return null;
        }

        try
        {
            Span<byte> request = stackalloc byte[RequestBytes];
            Span<byte> answer = stackalloc byte[AnswerBytes + 256];
            Write(request, end, other);
            return Send(file, request, (nuint)request.Length, 0) == request.Length
                && Receive(file, answer, (nuint)answer.Length, DoNotWait) >= AnswerBytes
                ? Read(answer)
                : null;
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>The user of this process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint ThisUser();

    // struct nlmsghdr and struct inet_diag_req_v2: numbers in the order of this machine, ports and addresses in that of
    // the network.
    private static void Write(Span<byte> request, IPEndPoint end, IPEndPoint other)
    {
        request.Clear();
        MemoryMarshal.Write(request, request.Length);
        MemoryMarshal.Write(request[4..], ByFamily);
        MemoryMarshal.Write(request[6..], IsRequest);
        var body = request[HeaderBytes..];
        body[0] = InternetFamily;
        body[1] = (byte)ProtocolType.Tcp;
        MemoryMarshal.Write(body[4..], uint.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], (ushort)end.Port);
        BinaryPrimitives.WriteUInt16BigEndian(body[10..], (ushort)other.Port);
        _ = end.Address.TryWriteBytes(body[12..], out _);
        _ = other.Address.TryWriteBytes(body[28..], out _);
        body[48..].Fill(byte.MaxValue);
    }

    // struct nlmsghdr and struct inet_diag_msg. An error has another type.
    private static SocketOwner? Read(ReadOnlySpan<byte> answer) =>
        MemoryMarshal.Read<ushort>(answer[4..]) == ByFamily
            ? new SocketOwner(
                MemoryMarshal.Read<uint>(answer[(HeaderBytes + 64)..]), answer[HeaderBytes + 1] == Established)
            : null;

    [LibraryImport("libc", EntryPoint = "socket")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(int file, ReadOnlySpan<byte> bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(int file, Span<byte> bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
