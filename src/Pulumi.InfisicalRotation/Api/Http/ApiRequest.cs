using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Login;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The rate limit that a request counts towards.</summary>
internal enum RateClass
{
    /// <summary>GET.</summary>
    Read,

    /// <summary>POST, PATCH and DELETE, logins included.</summary>
    Write,

    /// <summary>Requests about secrets and folders.</summary>
    Secrets,
}

/// <summary>One request, ready to be sent.</summary>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Path">Path and query, escaped.</param>
/// <param name="Operation">
/// What the request does, as the beginning of a sentence: <c>Creating rotation "app-db"</c>.
/// </param>
internal sealed record ApiRequest(HttpMethod Verb, string Path, string Operation)
{
    /// <summary>
    /// The greatest size of a successful response. One rotation has some KiB; a list has a higher limit.
    /// </summary>
    public long MaxAnswerBytes { get; init; } = 256 * 1024;

    /// <summary>The JSON body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The rate limit that the request counts towards.</summary>
    public RateClass Class { get; init; } = Verb == HttpMethod.Get ? RateClass.Read : RateClass.Write;

    /// <summary>The request exchanges credentials for an access token.</summary>
    public bool IsLogin { get; init; }

    /// <summary>
    /// The server tries the credentials in the body at a service, so a 401 may be the answer of that service.
    /// </summary>
    public bool TriesCredentials { get; init; }

    /// <summary>A login with a proof, which costs requests elsewhere: every refusal is final.</summary>
    public bool HasProof { get; init; }

    /// <summary>The proof of the login contains the time of this machine.</summary>
    public bool HasTimedProof { get; init; }

    /// <summary>A login of which three refusals lock the identity.</summary>
    public bool LocksOut { get; init; }

    /// <summary>Why these credentials are used; null where that is not known.</summary>
    public LoginChoice? Choice { get; init; }

    /// <summary>The server, where it is not that of the other requests; else null.</summary>
    public Uri? Address { get; init; }

    /// <summary>The certificate that this request alone is sent with; null for none.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <summary>Secrets of this request that no message may contain.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>What must hold when the request is sent, after all waits; null for nothing.</summary>
    public RequestCondition? Condition { get; init; }

    /// <summary>The request changes something.</summary>
    public bool IsWrite => Verb != HttpMethod.Get;

    // The body can contain secrets.
    public override string ToString() => $"ApiRequest {{ {Verb} {Path} }}";
}
