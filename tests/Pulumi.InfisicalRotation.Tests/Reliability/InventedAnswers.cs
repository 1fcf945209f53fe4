using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using CsCheck;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>An answer of a server: its status, its body and one header.</summary>
internal sealed record InventedAnswer(int Status, byte[] Body, string Header, string HeaderValue)
{
    public HttpResponseMessage Message()
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body) };
        message.Content.Headers.ContentType = new("application/json");
        return message.With(Header, HeaderValue);
    }

    public override string ToString() => $"{Status} {Header}: {HeaderValue} {Convert.ToBase64String(Body)}";
}

/// <summary>
/// Real answers with changes: of the contracts, and of the folder Corpus.
/// </summary>
internal static class InventedAnswers
{
    private const string Corpus = "tests/Pulumi.InfisicalRotation.Tests/Corpus";

    /// <summary>What the client sends, and no message may contain.</summary>
    public static ImmutableArray<string> Canaries { get; } = [Clients.Secret, "canary-access-token-42"];

    private static readonly ImmutableArray<byte[]> Parts =
    [
        .. new[]
        {
            "null", "{}", "[]", "\"\"", "1e999", "-1", "9007199254740993", "true", "\u001b[31m", "\\u001b[2J",
            "\u009b1m", "<{%fg 1%}>", "\\ud800", "\u202e", "\ufeff", "\0", "\"", "\\", "{\"a\":", "../..",
            "\r\nX: y", "<title>", "</title>", "2026-13-45T00:00:00Z", "+99999-01-01T00:00:00Z",
            "\"id\":\"x\",", "secretRotation", "message", "\"message\":[{}],",
            Canaries[0], Canaries[1], WebUtility.UrlEncode(Canaries[0]), $"\\u0063{Canaries[1][1..]}",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Canaries[0])), new string('[', 200), new string('x', 3000),
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0xc3], [0xed, 0xa0, 0x80],
    ];

    public static readonly ImmutableArray<(int Status, byte[] Body)> Real =
    [
        .. WorkTree.Files(Corpus, "*-*").Select(path => (
            int.Parse(Path.GetFileName(path).Split('-')[0], CultureInfo.InvariantCulture),
            Encoding.UTF8.GetBytes(WorkTree.Read(path)))),
        .. RotationTypes.All.Select(type => (200, Encoding.UTF8.GetBytes(Contracts.Created(type.Slug).ToJsonString()))),
        .. ConnectionTypes.All.SelectMany(type => ConnectionFacts.Created(type.App))
            .Select(answer => (200, Encoding.UTF8.GetBytes(answer.ToJsonString()))),
    ];

    public static readonly ImmutableArray<string> HeaderNames =
        ["Retry-After", "Date", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "Location"];

    public static readonly ImmutableArray<string> HeaderValues =
    [
        "0", "1", "-1", "", "99999999999999999999", "NaN", "Wed, 21 Oct 2026 07:28:00 GMT", "x\u001b[1m", Canaries[1],
    ];

    /// <summary>0 is the status of the real answer.</summary>
    public static readonly ImmutableArray<int> Statuses =
        [0, 0, 0, 200, 201, 204, 301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504, 600];

    private static readonly Gen<(string Name, string Value)> Headers =
        Gen.Select(Gen.OneOf(HeaderNames.ToArray()), Gen.OneOf(HeaderValues.ToArray()));

    /// <summary>A real answer with up to six changes, now and then with another status.</summary>
    public static Gen<InventedAnswer> Any { get; } = Gen.Select(
        Gen.Int[0, Real.Length - 1],
        Gen.Select(Gen.Int[0, 6], Gen.UInt, Gen.UInt, Gen.UInt).Array[0, 6],
        Gen.OneOf(Statuses.ToArray()),
        Headers,
        (index, changes, status, header) => new InventedAnswer(
            status == 0 ? Real[index].Status : status,
            changes.Aggregate(
                Real[index].Body,
                (body, change) => Changed(body, change.Item1, change.Item2, change.Item3, change.Item4)),
            header.Name,
            header.Value));

    /// <summary>A body with one change.</summary>
    /// <param name="how">The kind of change, 0 to 6.</param>
    /// <param name="place">Where, modulo the length.</param>
    /// <param name="length">How much, modulo a limit.</param>
    /// <param name="what">Which bit, part or other answer, modulo their number.</param>
    public static byte[] Changed(byte[] body, int how, uint place, uint length, uint what)
    {
        var at = (int)(place % (uint)(body.Length + 1));
        var end = (int)Math.Min(body.Length, at + (length % 24));
        var part = Parts[(int)(what % (uint)Parts.Length)];
        return how switch
        {
            0 when at < body.Length => [.. body[..at], (byte)(body[at] ^ (1 << (int)(what % 8))), .. body[(at + 1)..]],
            1 => body[..at],
            2 => [.. body[..at], .. body[end..]],
            3 => [.. body[..end], .. body[at..end], .. body[end..]],
            4 => ReplaceValue(body, at, part),
            5 when Real[(int)(what % (uint)Real.Length)].Body is var other =>
                [.. body[..at], .. other[Math.Min(at, other.Length)..]],
            _ => [.. body[..at], .. part, .. body[at..]],
        };
    }

    /// <summary>The next JSON value after the place is replaced.</summary>
    private static byte[] ReplaceValue(byte[] body, int at, byte[] part)
    {
        var start = body.AsSpan(at).IndexOf((byte)':');
        if (start < 0)
        {
            return part;
        }

        start += at + 1;
        var end = body.AsSpan(start).IndexOfAny((byte)',', (byte)'}');
        end = end < 0 ? body.Length : start + end;
        return start < body.Length && body[start] == '"'
            ? [.. body[..(start + 1)], .. part, .. body[Math.Max(start + 1, end - 1)..]]
            : [.. body[..start], .. part, .. body[end..]];
    }
}
