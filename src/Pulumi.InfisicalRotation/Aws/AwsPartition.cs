namespace Pulumi.InfisicalRotation.Aws;

/// <summary>A group of regions with its own accounts, domain and IAM.</summary>
/// <param name="Name">The partition in an ARN.</param>
/// <param name="Iam">IAM has one endpoint in a partition.</param>
/// <param name="IamRegion">The region that requests to IAM are signed for.</param>
/// <param name="Domain">The domain of regional endpoints.</param>
internal sealed record AwsPartition(string Name, Uri Iam, string IamRegion, string Domain)
{
    public const string DefaultRegion = "us-east-1";

    private static readonly AwsPartition Standard =
        new("aws", new Uri("https://iam.amazonaws.com"), DefaultRegion, "amazonaws.com");

    private static readonly AwsPartition China =
        new("aws-cn", new Uri("https://iam.cn-north-1.amazonaws.com.cn"), "cn-north-1", "amazonaws.com.cn");

    private static readonly AwsPartition UsGov =
        new("aws-us-gov", new Uri("https://iam.us-gov.amazonaws.com"), "us-gov-west-1", "amazonaws.com");

    /// <summary>
    /// The partition of an ARN; null for a text that is none, and for a partition that is not known here.
    /// </summary>
    public static AwsPartition? OfArn(string? arn) => AwsArn.Partition(arn) switch
    {
        "aws" => Standard,
        "aws-cn" => China,
        "aws-us-gov" => UsGov,
        _ => null,
    };

    public static AwsPartition Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? China
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? UsGov
        : Standard;

    /// <summary>The regional endpoint of STS. Unlike the global one, it exists in every partition.</summary>
    public Uri Sts(string region) => new($"https://sts.{region}.{Domain}");
}
