using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// The block <c>aws</c> of the provider configuration. Without it the provider makes no request to AWS, also where the
/// environment has AWS credentials, because they may be for another account.
/// </summary>
internal static class AwsConfig
{
    public static readonly Field Profile = Field.Text(
        "profile", "Profile of the shared AWS configuration files. It excludes `accessKeyId`.") with
    { MinLength = 1 };

    public static readonly Field Region = Field.Text(
        "region",
        "AWS region of STS; it also decides the partition (China, GovCloud). Default: AWS_REGION, " +
        "AWS_DEFAULT_REGION, the region of the profile, or one of the partition of `roleArn` and `rotatorArn`: " +
        "us-gov-west-1, cn-north-1 or us-east-1.") with
    { MinLength = 1, Rule = AwsRules.Region };

    public static readonly Field Endpoint = Field.Text(
        "endpoint", "URL that serves IAM and STS in place of AWS, for an emulator or a private endpoint.") with
    { MinLength = 1, Format = TextFormat.WebAddress };

    public static readonly Field AccessKeyId = Field.Text(
        "accessKeyId", "Access key id. It requires `secretAccessKey`.") with
    { MinLength = 1 };

    public static readonly Field SecretAccessKey = Field.Text(
        "secretAccessKey", "Secret access key. It requires `accessKeyId`.") with
    { MinLength = 1, IsSecret = true };

    public static readonly Field SessionToken = Field.Text(
        "sessionToken", "Session token of temporary keys. It requires `accessKeyId`.") with
    { MinLength = 1, IsSecret = true };

    public static readonly Field RoleArn = Field.Text(
        "roleArn", "ARN of an IAM role that the provider assumes with these credentials.") with
    { MinLength = 1, Rule = AwsRules.RoleArn };

    public static readonly Field RotatorArn = Field.Text(
        "rotatorArn",
        "ARN of the IAM user or role that the app connection uses. A preview checks its policies. Default: the user " +
        "that owns the access key of the connection, where the machine identity may read the connection.") with
    { MinLength = 1, Rule = AwsRules.UserOrRoleArn };

    public static readonly Field Block = Field.Object(
        "aws",
        "Enables the checks of IAM users before a rotation is created or requested: that the user exists, which key " +
        "Infisical would delete, and what the connection's policies lack. An empty object uses the usual AWS " +
        "credential chain. Without it, the provider makes no request to AWS.",
        Profile,
        Region,
        Endpoint,
        AccessKeyId,
        SecretAccessKey,
        SessionToken,
        RoleArn,
        RotatorArn) with
    { TypeName = "AwsChecks", IsSecret = true };
}
