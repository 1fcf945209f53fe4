using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Login;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>Which server the client uses, and how. Its text shows the host only.</summary>
internal sealed record InfisicalOptions
{
    public static readonly TimeSpan DefaultProofTimeout = TimeSpan.FromSeconds(12);

    /// <summary>The address of the server, without a trailing slash and without <c>/api</c>.</summary>
    public required Uri Host { get; init; }

    /// <summary>The configured credentials; null where there are none.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>
    /// The credentials of the environment. They are tried once where the configured ones are refused.
    /// </summary>
    public Credentials? EnvironmentCredentials { get; init; }

    /// <summary>
    /// That the environment has credentials which are not tried where the configured ones are refused, and why, as
    /// sentences; null where it has none, or they are tried.
    /// </summary>
    public string? UnusedCredentials { get; init; }

    /// <summary>
    /// Which part of the credentials is missing, as a sentence for the user; null where no part of them is there.
    /// </summary>
    public string? PartialCredentials { get; init; }

    /// <summary>More texts that no message may contain: the passwords for proxies.</summary>
    public ImmutableArray<string> OtherSecrets { get; init; } = [];

    /// <summary>Headers of every request to the server. Their values are secret.</summary>
    public ImmutableArray<KeyValuePair<string, string>> CustomHeaders { get; init; } = [];

    /// <summary>The sub-organization to log in to; null for the identity's own.</summary>
    public string? OrganizationSlug { get; init; }

    /// <summary>
    /// Reads the certificates, as PEM text, that are trusted in addition to the system's; null for none. Called before
    /// the first request.
    /// </summary>
    public Func<string>? CaCertificate { get; init; }

    /// <summary>
    /// Why these options cannot be used, as sentences; null where they can. Then every request fails with it.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>
    /// What the user should know about the options before the first request, as sentences; null for nothing.
    /// </summary>
    public string? Warning { get; init; }

    /// <summary>The folder that remembers refused logins for other processes of the user; null for none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>
    /// The longest time for one request, until its response is complete. Waits for the rate limit do not count.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is retried where that is safe.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The <c>User-Agent</c> header.</summary>
    public string UserAgent { get; init; } = "pulumi-infisical-rotation";

    /// <summary>The longest time for one request to a server that issues proofs.</summary>
    public TimeSpan ProofTimeout { get; init; } = DefaultProofTimeout;

    /// <summary>Answers in place of the servers that issue proofs, for tests.</summary>
    public HttpMessageHandler? ProofHandler { get; init; }

    /// <summary>Receives what the user should know and no single request reports; null for nothing.</summary>
    public Action<ApiNotice?> Notify { get; init; } = _ => { };

    /// <summary>The clock of every wait and deadline.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits between retries, so that many callers do not retry at the same moment.</summary>
    public Random Jitter { get; init; } = Random.Shared;

    public override string ToString() => $"InfisicalOptions {{ Host = {Host.Authority} }}";
}
