using Pulumi.InfisicalRotation.Api.Login;

namespace Pulumi.InfisicalRotation.Api;

/// <summary>Where the server is and how it is talked to. Never prints more than the host.</summary>
internal sealed record InfisicalOptions
{
    /// <summary>The server's address without a trailing slash and without <c>/api</c>.</summary>
    public required Uri Host { get; init; }

    /// <summary>The configured credentials; null where none are.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The credentials of the environment: current ones, tried once when the configured ones are refused.</summary>
    public Credentials? EnvironmentCredentials { get; init; }

    /// <summary>Which part of the credentials is missing, as a sentence for the user; null where no part of them is there.</summary>
    public string? PartialCredentials { get; init; }

    /// <summary>The sub-organisation to log in to; null for the identity's own.</summary>
    public string? OrganizationSlug { get; init; }

    /// <summary>Certificates, as PEM text, that are trusted in addition to the system's.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>How long one request may take, its answer read to the end. Waits for the rate limit are not part of it.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is sent again where that is safe.</summary>
    public int MaxRetries { get; init; } = 5;

    public string UserAgent { get; init; } = "pulumi-infisical-rotation";

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits between repeats, so that many callers do not come back at one moment.</summary>
    public Random Jitter { get; init; } = Random.Shared;

    public override string ToString() => $"InfisicalOptions {{ Host = {Host.Authority} }}";
}
