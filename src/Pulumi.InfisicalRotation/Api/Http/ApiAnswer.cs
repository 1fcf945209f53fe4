using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>An answer that arrived whole.</summary>
internal sealed class ApiAnswer
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public required int Status { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The server's error; null for a success, and where the body is not the server's form.</summary>
    public ErrorAnswer? Error { get; init; }

    public RateLimit? Limit { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirection points to.</summary>
    public Uri? Location { get; init; }

    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>The server did not accept the access token, so it did not carry out the request.</summary>
    public bool IsTokenRefused => Error is not null
        && ServerErrors.Classify(Status, Error) is ServerErrorKind.CredentialsRefused or ServerErrorKind.IdentityLocked;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellation)
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

    /// <summary>The body in the form asked for; null where it is not.</summary>
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
