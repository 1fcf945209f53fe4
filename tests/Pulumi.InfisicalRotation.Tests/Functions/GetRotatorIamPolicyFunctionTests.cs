using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetRotatorIamPolicyFunctionTests
{
    private const string Arn = "arn:aws-cn:iam::123456789012:user/teams/ci/ci-bot";

    [Theory]
    [InlineData("userName=ci-bot", "arn:*:iam::*:user/ci-bot")]
    [InlineData("userName=ci-bot;partition=aws-us-gov", "arn:aws-us-gov:iam::*:user/ci-bot")]
    [InlineData("userName=ci-bot;accountId=123456789012", "arn:*:iam::123456789012:user/ci-bot")]
    [InlineData("userArn=" + Arn, Arn)]
    [InlineData("userArn=" + Arn + ";partition=aws-cn;accountId=123456789012", Arn)]
    public async Task The_policy_is_for_one_user(string arguments, string resource)
    {
        await using var engine = await ProviderHarness.Start();

        var results = await engine.Results("getRotatorIamPolicy", Parse(arguments));

        var statement = Assert.Single(JsonNode.Parse(results.TextOf("json")!)!["Statement"]!.AsArray())!;
        Assert.Equal(resource, statement["Resource"]!.ToString());
        Assert.Equal(
            ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"],
            statement["Action"]!.AsArray().Select(action => action!.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(engine.Server.Requests.All);
    }

    [Theory]
    [InlineData("", "userName is required, or userArn instead")]
    [InlineData("userName=ci-bot;userArn=" + Arn, "userName cannot be combined with userArn")]
    [InlineData("userArn=" + Arn + ";partition=aws", "userArn has the partition \"aws-cn\"")]
    [InlineData("userArn=" + Arn + ";accountId=210987654321", "userArn has the account \"123456789012\"")]
    [InlineData("userArn=arn:aws:iam::123456789012:role/ci-bot", "userArn must be the ARN of an IAM user")]
    [InlineData("userArn=ci-bot", "userArn must be the ARN of an IAM user")]
    [InlineData("userName=teams/ci-bot", "userName must be an IAM user name")]
    [InlineData("userName=ci-bot;partition=aws-mars", "partition is \"aws-mars\"")]
    [InlineData("userName=ci-bot;accountId=12", "accountId must be an AWS account id")]
    public async Task A_wrong_argument_is_an_error(string arguments, string expected)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotatorIamPolicy", Parse(arguments));

        Assert.StartsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    private static PropertyMap Parse(string arguments) => PropertyMap.From(arguments
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => KeyValuePair.Create<string, PropertyValue>(pair.Split('=')[0], pair.Split('=')[1])));
}
