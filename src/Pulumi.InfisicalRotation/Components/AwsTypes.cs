namespace Pulumi.InfisicalRotation.Components;

/// <summary>Types, inputs and outputs of the package <c>aws</c>, under its names.</summary>
internal static class AwsTypes
{
    public const string User = "aws:iam/user:User";
    public const string UserPolicyAttachment = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
    public const string UserPolicy = "aws:iam/userPolicy:UserPolicy";
    public const string RolePolicy = "aws:iam/rolePolicy:RolePolicy";

    /// <summary>Of every resource: its name.</summary>
    public const string Name = "name";

    /// <summary>Of a user.</summary>
    public const string Arn = "arn";

    /// <summary>Of a policy or attachment: the name of its user.</summary>
    public const string OfUser = "user";

    /// <summary>Of a policy: the name of its role.</summary>
    public const string OfRole = "role";

    /// <summary>Of an inline policy: the document.</summary>
    public const string Policy = "policy";

    /// <summary>Of an attachment: the managed policy.</summary>
    public const string PolicyArn = "policyArn";
}
