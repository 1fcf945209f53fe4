using System.Buffers;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Pacing;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>A complete response.</summary>
internal sealed class ApiAnswer
{
    // What is behind it is dropped: nobody reads more of an error.
    private const long MaxErrorBytes = 1024 * 1024;

    public required int Status { get; init; }

    public required ReadOnlySequence<byte> Body { get; init; }

    /// <summary>A success is larger than its limit, and <see cref="Body"/> incomplete.</summary>
    public bool IsTooLarge { get; init; }

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
    public bool IsTokenRefused(ApiRequest request) => Error is not null
        && ServerErrors.Classify(Status, Error, request.TriesCredentials)
            is ServerErrorKind.CredentialsRefused or ServerErrorKind.IdentityLocked;

    /// <summary>Reads a response to its end.</summary>
    /// <param name="response">The response.</param>
    /// <param name="maxBytes">The greatest size of a success.</param>
    /// <param name="now">The time of the server, which a date in <c>Retry-After</c> is relative to.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ApiAnswer> ReadAsync(
        HttpResponseMessage response, long maxBytes, DateTimeOffset now, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var isSuccess = status is >= 200 and <= 299;
        var body = await AnswerBody.ReadAsync(response.Content, isSuccess ? maxBytes : MaxErrorBytes, cancellation);
        return new ApiAnswer
        {
            Status = status,
            Body = body.Bytes,
            IsTooLarge = isSuccess && body.IsCut,
            Error = status >= 400 ? ErrorAnswer.Parse(body.Bytes) : null,
            Limit = RateLimit.Read(response.Headers),
            RetryAfter = status switch
            {
                429 => RateLimit.RetryAfter(response.Headers, now),
                503 => RateLimit.Asked(response.Headers, now),
                _ => null,
            },
            Location = response.Headers.Location,
        };
    }
}
