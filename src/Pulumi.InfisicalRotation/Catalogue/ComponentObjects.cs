using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>
/// The inputs of the component <c>RotatedAwsIamUser</c> that make it register more than a rotation: the IAM user, the
/// app connection, and the policy of the connection's role or user.
/// </summary>
internal static class ComponentObjects
{
    public static readonly Field UserName = AwsIamUserSecret.UserName with
    {
        Name = "name",
        IsRequired = false,
        MinLength = 1,
        Description = "Name of the IAM user. Default: the name of the component.",
        ReplacementReason = "access keys belong to the IAM user for which they were created",
        ReplacedObject = "user",
    };

    public static readonly Field UserPath = Field.Text("path", "IAM path of the user, such as `/ci/`. Default: `/`.") with
    { Rule = AwsRules.IamPath, MinLength = 1 };

    public static readonly Field UserTags = Field.OpenMap("tags", "Tags of the user: a map of strings.") with
    { Items = Field.Text("tag", "Value of the tag.") };

    public static readonly Field PermissionsBoundary = Field.Text(
        "permissionsBoundary", "ARN of the managed policy that limits the permissions of the user.") with
    { Rule = AwsRules.PolicyArn, MinLength = 1 };

    public static readonly Field PolicyArns = Field.List(
        "policyArns",
        "ARNs of the managed policies that are attached to the user.",
        Field.Text("policyArn", "ARN of a managed policy.") with { Rule = AwsRules.PolicyArn }) with
    { IsSet = true, Rule = AwsRules.DistinctArns };

    public static readonly Field ForceDestroy = Field.Boolean(
        "forceDestroy",
        "Whether deleting the user also deletes what this component did not create in it, such as other access keys. " +
        "Otherwise, AWS refuses to delete a user that has such keys, also those that " +
        "`revokeCredentialsOnDelete: false` keeps. Default: false.") with
    { Default = false };

    public static readonly Field User = Field.Object(
        "user",
        "IAM user to create, instead of `userName`. The component registers it as an `aws.iam.User`, with the `aws` " +
        "package and the `aws` provider of the component's options. It is deleted after its rotation.",
        UserName,
        UserPath,
        UserTags,
        PermissionsBoundary,
        PolicyArns,
        ForceDestroy);

    public static readonly Field Connection = Field.Object(
        "connection",
        "App connection to create, instead of `connectionId`. The component registers it as an `AwsConnection` with " +
        "these inputs. The default of its name is that of the component, followed by `-connection`.",
        AwsConnection.Type.Inputs);

    public static readonly Field RotatorRole = Field.Text(
        "roleName", "Name of the IAM role that the app connection assumes.") with
    { Rule = Rules.IamUserName, MinLength = 1 };

    public static readonly Field RotatorUser = Field.Text(
        "userName", "Name of the IAM user whose access key the app connection has.") with
    { Rule = Rules.IamUserName, MinLength = 1 };

    public static readonly Field Rotator = Field.Object(
        "rotator",
        "IAM role or user of the app connection; give one. The component attaches `requiredIamPolicy` to it as an " +
        "inline policy, before it creates the rotation. Without it, the role or user needs the policy already. IAM " +
        "limits the inline policies of a user to 2,048 characters in total, which is enough for about eight rotated " +
        "users, and those of a role to 10,240.",
        RotatorRole,
        RotatorUser);
}
