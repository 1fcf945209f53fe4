namespace Pulumi.InfisicalRotation.Aws;

/// <summary>How AWS is reached. What is null comes from AWS's usual credential chain.</summary>
internal sealed record AwsSettings
{
    /// <summary>A profile of the shared configuration files.</summary>
    public string? Profile { get; init; }

    /// <summary>The region of the STS endpoint; it decides the partition.</summary>
    public string? Region { get; init; }

    /// <summary>Serves IAM and STS in place of AWS, for example an emulator.</summary>
    public Uri? Endpoint { get; init; }

    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    /// <summary>A role to assume with the credentials.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The user or role of the app connection, whose policies are checked.</summary>
    public string? RotatorArn { get; init; }

    /// <summary>
    /// The region where neither the settings nor the environment nor the keys name one: a region of the partition that
    /// the ARNs belong to.
    /// </summary>
    public string DefaultRegion =>
        (AwsPartition.OfArn(RoleArn) ?? AwsPartition.OfArn(RotatorArn))?.IamRegion ?? AwsPartition.DefaultRegion;

    /// <summary>The values that no message may contain.</summary>
    public IEnumerable<string> Secrets => new[] { SecretAccessKey, SessionToken }.OfType<string>();

    /// <summary>Never contains a credential.</summary>
    public override string ToString() => $"AWS, region {Region ?? "default"}";
}
