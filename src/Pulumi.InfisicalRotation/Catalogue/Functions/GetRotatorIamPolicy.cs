using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getRotatorIamPolicy</c>.</summary>
internal static class GetRotatorIamPolicy
{
    public static readonly Field UserName = Field.Text("userName", "Name of the IAM user whose keys are rotated.") with
    { Rule = Rules.IamUserName, MinLength = 1 };

    public static readonly Field UserArn = Field.Text(
        "userArn", "ARN of the IAM user. A user with an IAM path needs it.") with
    { Rule = AwsRules.UserArn, MinLength = 1 };

    public static readonly Field Partition = Field.Text(
        "partition", "AWS partition of the user: `aws`, `aws-cn` or `aws-us-gov`. Default: any partition.") with
    { Choices = ["aws", "aws-cn", "aws-us-gov"], MinLength = 1 };

    public static readonly Field AccountId = Field.Text(
        "accountId", "AWS account id of the user, 12 digits. Default: any account.") with
    { Rule = AwsRules.AccountId, MinLength = 1 };

    public static readonly Field Json = Field.Text("json", "The policy document, as JSON text.") with
    { IsRequired = true };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getRotatorIamPolicy",
        Description =
            "Returns the least-privilege IAM policy that the role or user of an AWS app connection needs to rotate " +
            "one user's access keys. Give `userName` or `userArn`. Nothing is requested.",
        Arguments = [UserName, UserArn, Partition, AccountId],
        Results = [Json],
        Example = PropertyMap.Empty.With("userName", "ci-bot").With("accountId", "123456789012"),
        ExampleResult = Json,
    };
}
