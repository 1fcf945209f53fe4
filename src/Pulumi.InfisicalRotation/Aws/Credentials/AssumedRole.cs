namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>A role to assume, as a profile or the provider configuration names it.</summary>
internal sealed record AssumedRole(string Arn)
{
    public string? SessionName { get; init; }

    public string? ExternalId { get; init; }
}
