using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Aws.Iam;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Iam;

public sealed class RotatorPolicyTests
{
    [Fact]
    public void It_allows_what_Infisical_does_with_the_keys_of_this_user_and_nothing_else()
    {
        var policy = JsonNode.Parse(RotatorPolicy.For("arn:aws:iam::123456789012:user/bots/ci-bot"))!;

        Assert.Equal("2012-10-17", policy["Version"]!.ToString());
        var statement = Assert.Single(policy["Statement"]!.AsArray())!;
        Assert.Equal("Allow", statement["Effect"]!.ToString());
        Assert.Equal("arn:aws:iam::123456789012:user/bots/ci-bot", statement["Resource"]!.ToString());
        Assert.Equal(
            ["iam:ListAccessKeys", "iam:CreateAccessKey", "iam:DeleteAccessKey"],
            statement["Action"]!.AsArray().Select(action => action!.ToString()));
    }

    [Theory]
    [InlineData(null, null, "arn:*:iam::*:user/ci-bot")]
    [InlineData("aws-cn", "123456789012", "arn:aws-cn:iam::123456789012:user/ci-bot")]
    public void What_is_unknown_of_the_user_is_a_wildcard(string? partition, string? account, string arn) =>
        Assert.Equal(arn, RotatorPolicy.UserArn("ci-bot", partition, account));
}
