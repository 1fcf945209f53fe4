using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>A complete response.</summary>
internal sealed class ApiAnswer
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public required int Status { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The error of the server; null for a success, and where the body is not an error of Infisical.</summary>
    public ErrorAnswer? Error { get; init; }

    /// <summary>The state of the rate limit; null where the request did not count.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>How long the server asks to wait before a retry.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The target of a redirect.</summary>
    public Uri? Location { get; init; }

    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>The server did not accept the access token, so it did not carry out the request.</summary>
    public bool IsTokenRefused => Error is not null
        && ServerErrors.Classify(Status, Error) is ServerErrorKind.CredentialsRefused or ServerErrorKind.IdentityLocked;

    /// <summary>Reads a response to its end.</summary>
    /// <param name="response">The response.</param>
    /// <param name="now">The time of the server, which a date in <c>Retry-After</c> is relative to.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ApiAnswer> ReadAsync(
        HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellation)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        var body = bytes.AsMemory(bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        var status = (int)response.StatusCode;
        return new ApiAnswer
        {
            Status = status,
            Body = body,
            Error = status >= 400 ? ErrorAnswer.Parse(body) : null,
            Limit = RateLimit.Read(response.Headers),
            RetryAfter = status == 429 ? RateLimit.RetryAfter(response.Headers, now) : null,
            Location = response.Headers.Location,
        };
    }

    /// <summary>The body in a JSON form; null where it has another one.</summary>
    public T? As<T>(JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body.Span, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
