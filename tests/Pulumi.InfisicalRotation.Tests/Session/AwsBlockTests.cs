using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>The block <c>aws</c> as a program or a stack's configuration writes it.</summary>
public sealed class AwsBlockTests
{
    private const string Role = "arn:aws:iam::123456789012:role/path/name";

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"profile":"ops","region":"eu-west-1"}""")]
    [InlineData("""{"accessKeyId":"AKIA","secretAccessKey":"s","sessionToken":"t"}""")]
    [InlineData("""{"endpoint":"http://127.0.0.1:1","roleArn":"arn:aws:iam::123456789012:role/path/name"}""")]
    [InlineData("""{"region":"cn-north-1","rotatorArn":"arn:aws-cn:iam::123456789012:user/rotator"}""")]
    [InlineData("""{"region":"us-gov-west-1","roleArn":"arn:aws-us-gov:iam::123456789012:role/r"}""")]
    [InlineData("""{"region":"ap-southeast-4"}""")]
    public void A_right_block_has_no_errors(string json) => Assert.Empty(SettingsCheck.Check(Parse(json)));

    [Theory]
    [InlineData("""{"accessKeyId":"AKIA"}""", "aws.secretAccessKey is required with accessKeyId.")]
    [InlineData("""{"secretAccessKey":"s"}""", "aws.accessKeyId is required with secretAccessKey.")]
    [InlineData("""{"sessionToken":"t","profile":"ops"}""", "aws.sessionToken is allowed only with accessKeyId.")]
    [InlineData("""{"profile":"ops","accessKeyId":"A","secretAccessKey":"s"}""", "aws.profile is not allowed with accessKeyId")]
    [InlineData("""{"region":"Europe"}""", "aws.region must be an AWS region")]
    [InlineData("""{"region":"eu-west-1/"}""", "aws.region must be an AWS region")]
    [InlineData("""{"region":""}""", "aws.region is empty")]
    [InlineData("""{"endpoint":"localhost"}""", "aws.endpoint is invalid; give a URL")]
    [InlineData("""{"roleArn":"name"}""", "aws.roleArn must be the ARN of an IAM role")]
    [InlineData("""{"roleArn":"arn:aws:iam::123456789012:user/u"}""", "aws.roleArn must be the ARN of an IAM role")]
    [InlineData("""{"roleArn":"arn:aws:iam::12345:role/r"}""", "aws.roleArn must be the ARN of an IAM role")]
    [InlineData("""{"rotatorArn":"arn:aws:sts::123456789012:assumed-role/r/s"}""", "aws.rotatorArn must be the ARN of an IAM user or role")]
    [InlineData("""{"region":"eu-west-1","rotatorArn":"arn:aws-cn:iam::123456789012:user/u"}""", "aws.rotatorArn belongs to the partition aws-cn")]
    [InlineData("""{"roleArn":"arn:aws:iam::123456789012:role/r","rotatorArn":"arn:aws-us-gov:iam::123456789012:user/u"}""", "aws.rotatorArn belongs to the partition aws-us-gov")]
    [InlineData("""{"keyId":"AKIA"}""", "aws.keyId is not a member of aws")]
    [InlineData("""{"profile":7}""", "aws.profile is a number; give a string")]
    public void A_wrong_block_is_an_error_at_its_property_without_the_value(string json, string expected)
    {
        var error = Assert.Single(SettingsCheck.Check(Parse(json)));

        Assert.StartsWith(expected, error.ToString(), StringComparison.Ordinal);
        Assert.True(error.IsHidden);
        Assert.Equal("", error.ForEngine().Path);
    }

    [Fact]
    public void An_unknown_member_counts_as_present()
    {
        var block = PropertyMap.Empty.With("accessKeyId", "AKIA").With("secretAccessKey", PropertyValue.Unknown.Instance);

        Assert.Empty(SettingsCheck.Check(PropertyMap.Empty.With("aws", block)));
    }

    [Fact]
    public void Every_field_is_read_and_trimmed() => Assert.Equal(
        new AwsSettings
        {
            Region = "eu-west-1",
            Endpoint = new Uri("http://127.0.0.1:1"),
            AccessKeyId = "AKIA",
            SecretAccessKey = "s",
            SessionToken = "t",
            RoleArn = Role,
            RotatorArn = Role,
        },
        Read($$"""
            {"region":" eu-west-1 ","endpoint":"http://127.0.0.1:1","accessKeyId":"AKIA","secretAccessKey":"s",
             "sessionToken":"t","roleArn":"{{Role}}","rotatorArn":"{{Role}}"}
            """));

    [Fact]
    public void An_empty_block_is_one_and_a_missing_block_is_none()
    {
        Assert.Equal(new AwsSettings(), Read("{}"));
        Assert.Null(AwsBlock.Read(PropertyMap.Empty));
    }

    [Fact]
    public void Without_a_block_there_is_no_client_whatever_the_environment_has()
    {
        var settings = ProviderSettings.From(
            PropertyMap.Empty, name => name.StartsWith("AWS_", StringComparison.Ordinal) ? "x" : null, _ => "");

        using var session = new ProviderSession(settings, TimeProvider.System);

        Assert.Null(session.Aws);
    }

    [Fact]
    public void Unknown_credentials_are_not_replaced_by_the_usual_chain() => Assert.Null(AwsBlock.Read(
        PropertyMap.Empty.With("aws", PropertyMap.Empty.With("profile", PropertyValue.Unknown.Instance))));

    [Fact]
    public void The_whole_block_is_secret_in_the_state()
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);

        var answer = provider.CheckConfig(PropertyMap.Empty, PropertyMap.Empty.With("aws", """{"secretAccessKey":"s"}"""));

        Assert.IsType<PropertyValue.Secret>(answer.Inputs["aws"]);
    }

    private static AwsSettings? Read(string json) => AwsBlock.Read(Parse(json).Plain());

    private static PropertyMap Parse(string json) => SettingsCheck.Decode(PropertyMap.Empty.With("aws", json));

    [Theory]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    [InlineData("aws-cn", "cn-north-1")]
    [InlineData("aws", "us-east-1")]
    [InlineData("aws-of-the-future", "us-east-1")]
    public void Without_a_region_the_ARNs_decide_about_the_partition(string partition, string region)
    {
        var arn = Role.Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal);

        Assert.Equal(region, new AwsSettings { RoleArn = arn }.DefaultRegion);
        Assert.Equal(region, new AwsSettings { RotatorArn = arn }.DefaultRegion);
        Assert.Equal("us-east-1", new AwsSettings().DefaultRegion);
    }

    [Theory]
    [InlineData("{'roleArn':'ARN'}", "eu-west-1", "roleArn")]
    [InlineData("{'rotatorArn':'ARN'}", "eu-west-1", "rotatorArn")]
    [InlineData("{'rotatorArn':'ARN'}", "us-gov-east-1", null)]
    [InlineData("{'rotatorArn':'ARN','region':'us-gov-west-1'}", "eu-west-1", null)]
    [InlineData("{'rotatorArn':'ARN','endpoint':'http://127.0.0.1:1'}", "eu-west-1", null)]
    [InlineData("{'rotatorArn':'ARN'}", null, null)]
    [InlineData("{}", "eu-west-1", null)]
    public void A_region_of_the_environment_in_another_partition_is_reported_by_the_preview(
        string block, string? region, string? field)
    {
        var args = Parse(block.Replace('\'', '"').Replace(
            "ARN", Role.Replace("arn:aws:", "arn:aws-us-gov:", StringComparison.Ordinal), StringComparison.Ordinal));

        using var provider = new InfisicalProvider(
            TimeProvider.System, name => name == "AWS_DEFAULT_REGION" ? region : null);

        var errors = provider.CheckConfig(PropertyMap.Empty, args).Errors;

        Assert.Equal(field is null ? 0 : 1, errors.Length);
        Assert.All(errors, error => Assert.Equal(
            $"The environment variable AWS_DEFAULT_REGION names a region of the partition aws, but {field} of the block aws "
            + "belongs to aws-us-gov. Set region in the block aws.",
            error.Reason));
        Assert.Null(ProviderSettings.From(args, name => name == "AWS_DEFAULT_REGION" ? region : null, _ => "").Fault);
    }
}
