using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infisical.Emulator;

/// <summary>Something that goes wrong between the server and its caller.</summary>
public sealed record Fault
{
    private Fault()
    {
    }

    /// <summary>The call takes effect before it goes wrong.</summary>
    public bool AfterHandling { get; init; }

    internal bool CutsConnection { get; private init; }

    internal bool CutsBody { get; private init; }

    internal bool NeverEnds { get; private init; }

    internal Hold? WaitsFor { get; private init; }

    internal int Status { get; private init; } = 200;

    internal string? Body { get; private init; }

    internal Func<string, string>? Rewrites { get; private init; }

    internal string ContentType { get; private init; } = "application/json; charset=utf-8";

    internal ImmutableDictionary<string, string> Headers { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The connection is cut, and nothing was done.</summary>
    public static Fault CutBeforeHandling { get; } = new() { CutsConnection = true };

    /// <summary>The call takes effect; the connection is cut instead of an answer.</summary>
    public static Fault CutAfterHandling { get; } = new() { CutsConnection = true, AfterHandling = true };

    /// <summary>The call waits, then the connection is cut; nothing was done, unless <see cref="AfterHandling"/> is set.</summary>
    public static Fault CutWaits(Hold hold) => new() { WaitsFor = hold, CutsConnection = true };

    /// <summary>The call takes effect; its answer breaks off half-way.</summary>
    public static Fault CutOffBody { get; } = new() { CutsBody = true, AfterHandling = true };

    /// <summary>The call takes effect; its answer goes on until the caller stops reading.</summary>
    public static Fault NeverEnding { get; } = new() { NeverEnds = true, AfterHandling = true };

    /// <summary>The call takes effect; half of its answer goes out, and the rest waits.</summary>
    public static Fault HalfBodyWaits(Hold hold) => new() { WaitsFor = hold, CutsBody = true, AfterHandling = true };

    /// <summary>The call takes effect; its answer is no JSON.</summary>
    public static Fault Garbage { get; } = new() { Body = "\u0001\u0002 not { json", AfterHandling = true };

    /// <summary>The call takes effect; a proxy answers a page in its place.</summary>
    public static Fault HtmlPage { get; } = Page(200) with { AfterHandling = true };

    /// <summary>A proxy's page, and nothing was done.</summary>
    public static Fault Page(int status) => new()
    {
        Status = status,
        ContentType = "text/html",
        Body = "<!doctype html><html><body><h1>A page of a proxy</h1></body></html>",
    };

    /// <summary>This answer, and nothing was done; <c>with { AfterHandling = true }</c> where the call takes effect.</summary>
    public static Fault Answer(int status, string body) => new() { Status = status, Body = body };

    /// <summary>The call takes effect; its answer is changed on its way.</summary>
    public static Fault Rewritten(Func<string, string> rewrite) => new() { Rewrites = rewrite, AfterHandling = true };

    /// <summary>An error in the server's own form, and nothing was done.</summary>
    public static Fault Error(int status, string error, string message) => new()
    {
        Status = status,
        Body = Json.Text(ErrorBodies.For(new Refusal(status, error, message), "req-fault")),
    };

    /// <summary>429 with its headers, and nothing was done.</summary>
    public static Fault TooManyRequests(int seconds)
    {
        var text = seconds.ToString(CultureInfo.InvariantCulture);
        return Error(429, "RateLimitExceeded", Refusal.TooManyRequests(seconds).Message) with
        {
            Headers = ImmutableDictionary<string, string>.Empty
                .Add("retry-after", text)
                .Add("x-ratelimit-limit", "1")
                .Add("x-ratelimit-remaining", "0")
                .Add("x-ratelimit-reset", text),
        };
    }

    /// <summary>429 without a word on when to try again, and nothing was done.</summary>
    public static Fault TooManyRequestsWithoutDate =>
        Error(429, "RateLimitExceeded", "Rate limit exceeded. Please try again later");

    /// <summary>An error in AWS's own form, and nothing was done.</summary>
    public static Fault AwsError(int status, string code, string message) => new()
    {
        Status = status,
        ContentType = "text/xml",
        Body = Encoding.UTF8.GetString(IamXml.Error(IamXml.Iam, new IamFailure(status, code, message))),
    };

    /// <summary>AWS refuses the call because of its rate.</summary>
    public static Fault AwsThrottling => AwsError(400, "Throttling", "Rate exceeded");

    /// <summary>The call waits before it is handled, then goes on as usual.</summary>
    public static Fault Waits(Hold hold) => new() { WaitsFor = hold };

    /// <summary>The call takes effect; its answer waits, then goes out as usual.</summary>
    public static Fault AnswerWaits(Hold hold) => new() { WaitsFor = hold, AfterHandling = true };
}
