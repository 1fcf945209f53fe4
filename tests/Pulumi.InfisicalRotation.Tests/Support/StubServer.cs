using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>An in-memory server: responds by a function and records the requests.</summary>
internal sealed class StubServer(Func<Arrived, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public StubServer(Func<Arrived, HttpResponseMessage> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    public ConcurrentQueue<Arrived> Requests { get; } = new();

    public IEnumerable<Arrived> Logins => Requests.Where(request => request.IsLogin);

    public IEnumerable<Arrived> Calls => Requests.Where(request => !request.IsLogin);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var arrived = new Arrived(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            body,
            request.Headers.Authorization?.Parameter,
            request.Headers.ToDictionary(
                header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content?.Headers.ContentType?.MediaType);
        Requests.Enqueue(arrived);
        return await answer(arrived).WaitAsync(cancellationToken);
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record Arrived(
    string Method,
    string Path,
    string? Body,
    string? Token,
    IReadOnlyDictionary<string, string> Headers,
    string? ContentType)
{
    public bool IsLogin => Path.EndsWith("/login", StringComparison.Ordinal);

    public JsonObject Json => JsonNode.Parse(Body!)!.AsObject();
}

/// <summary>Answers as the server gives them.</summary>
internal static class Answers
{
    public const string RotationId = "c0ffee00-0000-4000-8000-000000000001";

    public static HttpResponseMessage Json(int status, string json) =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Text(int status, string text, string type = "text/plain") =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, type) };

    public static HttpResponseMessage Login(string token = "token-1", int expiresIn = 2592000) =>
        Json(200, $$"""{"accessToken":"{{token}}","expiresIn":{{expiresIn}},"accessTokenMaxTTL":2592000,"tokenType":"Bearer"}""");

    public static HttpResponseMessage Rotation(string name = "app-db") =>
        Json(200, $$"""{"secretRotation":{{RotationJson(name)}}}""");

    public static HttpResponseMessage NoRotations() => Json(200, """{"secretRotations":[]}""");

    public static HttpResponseMessage Error(int status, string error, string message) =>
        Json(status, $$"""{"reqId":"req-7","statusCode":{{status}},"message":"{{message}}","error":"{{error}}"}""");

    public static HttpResponseMessage TokenExpired() =>
        Error(403, "TokenError", "Your token has expired. Please re-authenticate.");

    public static HttpResponseMessage TooMany(string? retryAfter = null, string? reset = null)
    {
        var answer = Error(429, "RateLimitExceeded", "Rate limit exceeded. Please try again in 42 seconds");
        return answer.With("Retry-After", retryAfter).With("x-ratelimit-reset", reset);
    }

    public static HttpResponseMessage With(this HttpResponseMessage answer, string header, string? value)
    {
        if (value is not null)
        {
            answer.Headers.TryAddWithoutValidation(header, value);
        }

        return answer;
    }

    public static string RotationJson(string name = "app-db", string id = RotationId) => $$"""
        {"id":"{{id}}","name":"{{name}}","description":null,"type":"aws-iam-user-secret",
         "parameters":{"userName":"ci-bot","region":"eu-west-1"},
         "secretsMapping":{"accessKeyId":"CI_KEY_ID","secretAccessKey":"CI_KEY_SECRET"},
         "isAutoRotationEnabled":true,"rotationInterval":30,"rotateAtUtc":{"hours":2,"minutes":30},
         "activeIndex":1,"rotationStatus":"success","lastRotationMessage":null,"lastRotationJobId":null,"isLastRotationManual":true,
         "lastRotationAttemptedAt":"2026-08-01T10:15:00.000Z","lastRotatedAt":"2026-08-01T10:14:00.000Z","nextRotationAt":"2026-09-01T02:30:00.000Z",
         "projectId":"p1","folderId":"f1","folder":{"id":"f1","path":"/services"},
         "environment":{"id":"e1","name":"Development","slug":"dev"},
         "connectionId":"c1","connection":{"id":"c1","name":"aws-main","app":"aws"},
         "createdAt":"2026-08-01T10:13:00.000Z","updatedAt":"2026-08-01T10:16:00.000Z"}
        """;
}
