using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class AwsIamUserSecret
{
    public static readonly Field UserName = Field.Text(
        "userName", "Name (not ARN) of the IAM user whose access keys are rotated.") with
    {
        IsRequired = true,
        Rule = Rules.IamUserName,
        // The server stores a changed name, but later fails to revoke the old user's keys under the new name.
        ReplacementReason = "access keys belong to the IAM user for which they were created",
    };

    public static readonly Field Region = Field.Text(
        "region", "AWS region of the IAM endpoint that Infisical uses. Default: us-east-1, applied by the server.") with
    {
        Default = "us-east-1",
        ChoicesName = "AwsRegion",
        Choices =
        [
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1", "af-south-1",
            "ap-east-1", "ap-south-1", "ap-south-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
            "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ca-central-1", "eu-central-1",
            "eu-central-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-south-1", "eu-south-2", "eu-north-1",
            "me-south-1", "me-central-1", "sa-east-1",
        ],
    };

    public static readonly Field AccessKeyId = Field.SecretName(
        "accessKeyId", "AWS_ACCESS_KEY_ID", "Name of the secret that receives the id of the active access key.");

    public static readonly Field SecretAccessKey = Field.SecretName(
        "secretAccessKey", "AWS_SECRET_ACCESS_KEY", "Name of the secret that receives the active secret access key.");

    public static readonly RotationType Type = new()
    {
        Slug = "aws-iam-user-secret",
        Title = "AWS IAM User Secret",
        Description = "Rotates the access keys of an AWS IAM user into two secrets of an Infisical project.",
        ConnectionApps = ["aws"],
        Slots = 2,
        CredentialLifecycle =
            "Creating the rotation issues an access key immediately. Each rotation creates a new key. The previous " +
            "key stays active until the next rotation. IAM allows two access keys per user. If the user already has " +
            "two keys, Infisical deletes the older key first, regardless of who created it.",
        RevocationEffect =
            "Revoking deletes the access keys that the rotation created. If one of them no longer exists, the server " +
            "deletes the other one and still reports an error.",
        CreationNote =
            "If the IAM user already has two access keys, creating this rotation deletes the older key, even if it " +
            "is in use or was not created by Infisical. If it has one, the first rotation after the creation deletes " +
            "that key: its consumers must read the new secrets before then.",
        ConflictEffect =
            "each rotation deletes the user's older access key, which can be the active key of the other rotation",
        Parameters = [UserName, Region],
        IamUser = UserName,
        SecretsMapping = [AccessKeyId, SecretAccessKey],
        Revocation = Revocation.AllOrError,
    };
}
