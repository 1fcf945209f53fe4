using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>One request to a service with AWS's Query API.</summary>
/// <param name="Service">The service, as in a signature.</param>
/// <param name="Version">The version of the service's API.</param>
/// <param name="Action">The action, such as <c>ListAccessKeys</c>.</param>
internal sealed record QueryRequest(string Service, string Version, string Action)
{
    public ImmutableArray<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The keys to sign with; null for an action that needs none.</summary>
    public required Credentials.AwsKeys? Keys { get; init; }

    /// <summary>The region where the keys name none.</summary>
    public string? Region { get; init; }

    /// <summary>Values that no message may contain, beside the keys.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    public bool IsForIam => Service == "iam";

    /// <summary>The body, as a form.</summary>
    public string Body => string.Join('&', Parameters
        .Prepend(new("Version", Version))
        .Prepend(new("Action", Action))
        .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    public QueryRequest With(string name, string value) => this with { Parameters = Parameters.Add(new(name, value)) };
}
