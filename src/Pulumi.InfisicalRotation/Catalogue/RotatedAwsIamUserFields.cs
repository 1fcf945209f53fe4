using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>The inputs and outputs of the component <c>RotatedAwsIamUser</c>.</summary>
internal static class RotatedAwsIamUserFields
{
    public const string TypeName = "RotatedAwsIamUser";

    public const string Description =
        "Rotates the access keys of an AWS IAM user: declares the rotation and works out from the user's name what the rotation and its secrets are called.";

    public static readonly Field UserName = AwsIamUserSecret.UserName with
    {
        Description = "Name of the IAM user whose access keys are rotated; an output of the user's resource fits.",
    };

    public static readonly Field Name = Envelope.Name with
    {
        Description = "Name of the rotation: small letters, digits and single hyphens, at most 64. Default: the user's name in that form.",
    };

    private static readonly Field AccessKeyId = AwsIamUserSecret.AccessKeyId with
    {
        IsRequired = false,
        ProposedSecretName = null,
        Description = "Secret that receives the id of the access key in use. Default: the user's name in capitals with `_ACCESS_KEY_ID` behind it.",
    };

    private static readonly Field SecretAccessKey = AwsIamUserSecret.SecretAccessKey with
    {
        IsRequired = false,
        ProposedSecretName = null,
        Description =
            "Secret that receives the secret access key in use. Default: the user's name in capitals with `_SECRET_ACCESS_KEY` behind it.",
    };

    public static readonly Field SecretsMapping = Field.Object(
        Envelope.SecretsMappingName,
        "Names of the secrets that receive the key. They are made by the rotation and must not exist yet.",
        AccessKeyId,
        SecretAccessKey) with
    { TypeName = $"{TypeName}SecretsMapping" };

    public static readonly Field AccessKeyIdSecret = Field.Text(
        "accessKeyIdSecret", "Name of the secret that holds the id of the access key in use.") with
    { IsRequired = true };

    public static readonly Field SecretAccessKeySecret = Field.Text(
        "secretAccessKeySecret", "Name of the secret that holds the secret access key in use.") with
    { IsRequired = true };

    public static readonly Field RequiredIamPolicy = Field.Text(
        "requiredIamPolicy",
        "Least privilege, as an IAM policy document (JSON), that the app connection's own role or user needs for just this user (a user without an IAM path).") with
    { IsRequired = true };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> Inputs =
    [
        UserName, AwsIamUserSecret.Region, SecretsMapping, Name, .. Envelope.Inputs.Where(field => field != Envelope.Name), .. Envelope.ProviderInputs,
    ];

    /// <summary>Outputs beyond those of the rotation.</summary>
    public static readonly ImmutableArray<Field> AdditionalOutputs = [UserName, AccessKeyIdSecret, SecretAccessKeySecret, RequiredIamPolicy];
}
