using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>The inputs and outputs of the component <c>RotatedAwsIamUser</c>.</summary>
internal static class RotatedAwsIamUserFields
{
    public const string TypeName = "RotatedAwsIamUser";

    public const string Description =
        "Rotates the access keys of an AWS IAM user. The component declares the rotation and derives the names of " +
        "the rotation and its secrets from the user name. It can also create the user, the app connection, and the " +
        "IAM policy that the connection needs.";

    public static readonly Field UserName = AwsIamUserSecret.UserName with
    {
        IsRequired = false,
        MinLength = 1,
        Description =
            "Name of an existing IAM user whose access keys are rotated. It can be an output of the user resource. " +
            "Give either this or `user`.",
    };

    public static readonly Field ConnectionId = Envelope.ConnectionId with
    {
        IsRequired = false,
        MinLength = 1,
        Description =
            "Id (UUID) of the AWS app connection that Infisical uses. Give either this or `connection`.",
    };

    public static readonly Field Name = Envelope.Name with
    {
        Description =
            "Name of the rotation. It can contain lowercase letters, digits and single hyphens, at most 64 " +
            "characters. Default: the user name as a slug.",
    };

    private static readonly Field AccessKeyId = AwsIamUserSecret.AccessKeyId with
    {
        IsRequired = false,
        ProposedSecretName = null,
        Description =
            "Name of the secret that receives the id of the active access key. Default: the user name in uppercase, " +
            "with underscores for other characters, followed by `_ACCESS_KEY_ID`.",
    };

    private static readonly Field SecretAccessKey = AwsIamUserSecret.SecretAccessKey with
    {
        IsRequired = false,
        ProposedSecretName = null,
        Description =
            "Name of the secret that receives the active secret access key. Default: the user name in uppercase, " +
            "with underscores for other characters, followed by `_SECRET_ACCESS_KEY`.",
    };

    public static readonly Field SecretsMapping = Field.Object(
        Envelope.SecretsMappingName,
        "Names of the secrets that receive the access key. The rotation creates these secrets. " +
        "They must not exist yet.",
        AccessKeyId,
        SecretAccessKey) with
    { TypeName = $"{TypeName}SecretsMapping" };

    public static readonly Field AccessKeyIdSecret = Field.Text(
        "accessKeyIdSecret", "Name of the secret that contains the id of the active access key.") with
    { IsRequired = true };

    public static readonly Field SecretAccessKeySecret = Field.Text(
        "secretAccessKeySecret", "Name of the secret that contains the active secret access key.") with
    { IsRequired = true };

    public static readonly Field RotatedUserName = Field.Text("userName", "Name of the IAM user.") with
    { IsRequired = true };

    public static readonly Field UserArn = Field.Text(
        "userArn",
        "ARN of the IAM user, with its path. With `userName` it needs the `aws` block of the provider configuration, " +
        "and is absent otherwise, or where AWS does not show the user.");

    public static readonly Field RequiredIamPolicy = Field.Text(
        "requiredIamPolicy",
        "Least-privilege IAM policy document (JSON) that the role or user of the app connection needs to rotate this " +
        "user's keys. `rotator` attaches it.") with
    { IsRequired = true };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> Inputs =
    [
        UserName, ComponentObjects.User, ConnectionId, ComponentObjects.Connection, ComponentObjects.Rotator,
        AwsIamUserSecret.Region, SecretsMapping, Name,
        .. Envelope.Inputs.Where(field => field != Envelope.Name && field != Envelope.ConnectionId),
        .. AwsIamUserSecret.Type.ProviderInputs,
    ];

    /// <summary>Inputs that are no outputs: what they create is shown by the outputs of the children.</summary>
    public static readonly ImmutableArray<Field> Objects =
        [ComponentObjects.User, ComponentObjects.Connection, ComponentObjects.Rotator];

    /// <summary>Outputs in addition to those of the rotation.</summary>
    public static readonly ImmutableArray<Field> AdditionalOutputs =
    [
        RotatedUserName, UserArn, AccessKeyIdSecret, SecretAccessKeySecret, RequiredIamPolicy,
    ];
}
