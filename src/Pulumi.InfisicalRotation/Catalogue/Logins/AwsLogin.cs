using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>AWS auth.</summary>
internal static class AwsLogin
{
    private const string OwnIdentity = "INFISICAL_AWS_IAM_AUTH_IDENTITY_ID";

    public static readonly LoginInput IdentityId = IdentityInput.Of(OwnIdentity);

    public static readonly LoginInput Region = LoginInput.Text(
        "region",
        "AWS region of STS. Default: AWS_REGION, AWS_DEFAULT_REGION, the region of the profile, or us-east-1.")
        .With(AwsRules.Region);

    public static readonly LoginInput Profile = LoginInput.Text(
        "profile",
        "Profile of the shared AWS configuration files. Default: the usual AWS credential chain, which is the " +
        "environment, a web identity, AWS_PROFILE, and the role of the container or instance.");

    public static readonly LoginMethod Method = new(
        "aws", "AWS auth: login with a signed request to STS, which Infisical sends. No key leaves the machine.")
    {
        Spellings = ["aws-iam", "aws_iam", "aws-auth"],
        Inputs = [IdentityId, Region, Profile],
        OwnVariables = [OwnIdentity],
        Help = "Set auth.aws.profile of the provider, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE in " +
            "the environment.",
    };
}
