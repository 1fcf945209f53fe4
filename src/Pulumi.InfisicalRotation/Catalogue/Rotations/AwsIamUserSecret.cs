using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class AwsIamUserSecret
{
    public static readonly Field UserName = Field.Text(
        "userName", "Name of the IAM user whose access keys are rotated (the name, not the ARN).") with
    {
        IsRequired = true,
        Rule = Rules.IamUserName,
        // The server would store another name, and later try to revoke the old user's keys under it, and fail.
        ReplacementReason = "the keys belong to the user they were made for",
    };

    public static readonly Field Region = Field.Text(
        "region", "AWS region of the IAM endpoint Infisical talks to. Default: us-east-1, applied by the server and not shown in its answers.") with
    {
        Default = "us-east-1",
        ChoicesName = "AwsRegion",
        Choices =
        [
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1", "af-south-1", "ap-east-1", "ap-south-1",
            "ap-south-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
            "ap-southeast-4", "ca-central-1", "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-south-1",
            "eu-south-2", "eu-north-1", "me-south-1", "me-central-1", "sa-east-1",
        ],
    };

    public static readonly Field AccessKeyId = Field.SecretName(
        "accessKeyId", "AWS_ACCESS_KEY_ID", "Secret that receives the id of the access key in use.");

    public static readonly Field SecretAccessKey = Field.SecretName(
        "secretAccessKey", "AWS_SECRET_ACCESS_KEY", "Secret that receives the secret access key in use.");

    public static readonly RotationType Type = new()
    {
        Slug = "aws-iam-user-secret",
        Title = "AWS IAM User Secret",
        Description = "Rotates the access keys of an AWS IAM user into two secrets of an Infisical project.",
        ConnectionApps = ["aws"],
        Slots = 2,
        CredentialLifecycle =
            "Creating the rotation issues an access key at once. Each rotation makes a new key; the previous one stays active until the rotation " +
            "after that. IAM allows two keys for a user: where there are two already, Infisical deletes the older one first, whoever made it.",
        CreationRisk = "If the IAM user has two access keys already, Infisical deletes the older one at this creation, whoever made it and whatever uses it.",
        ConflictEffect = "each deletes the user's older access key whenever it rotates, and so in time the key that the other has in use",
        Parameters = [UserName, Region],
        SecretsMapping = [AccessKeyId, SecretAccessKey],
        Revocation = Revocation.AllOrError,
    };
}
