using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Which of the server's counters a request falls under.</summary>
internal enum RateClass
{
    /// <summary>GET.</summary>
    Read,

    /// <summary>POST, PATCH, DELETE and every login.</summary>
    Write,

    /// <summary>Secrets and folders.</summary>
    Secrets,
}

/// <summary>One request, ready to be sent.</summary>
/// <param name="Path">Path and query, escaped.</param>
/// <param name="Operation">What it does, as the beginning of a sentence.</param>
internal sealed record ApiRequest(HttpMethod Verb, string Path, string Operation)
{
    /// <summary>The JSON to send; null for none.</summary>
    public byte[]? Body { get; init; }

    public RateClass Class { get; init; } = Verb == HttpMethod.Get ? RateClass.Read : RateClass.Write;

    public bool IsLogin { get; init; }

    /// <summary>What an answer's text must not repeat to the user.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    public bool IsWrite => Verb != HttpMethod.Get;

    public override string ToString() => $"ApiRequest {{ {Verb} {Path} }}";
}
