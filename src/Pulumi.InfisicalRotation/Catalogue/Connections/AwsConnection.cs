using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for AWS.</summary>
internal static class AwsConnection
{
    private static readonly Field RoleArn =
        SharedCredentials.Secret("roleArn", "ARN of the IAM role that Infisical assumes.") with
        { Example = "arn:aws:iam::123456789012:role/infisical" };

    public static readonly ConnectionType Type = new()
    {
        App = "aws",
        Title = "AWS",
        Methods =
        [
            new(
                "access-key",
                SharedCredentials.Text("accessKeyId", "Access key id of the IAM user that the connection uses.") with
                { Example = "AKIAIOSFODNN7EXAMPLE" },
                SharedCredentials.Secret("secretAccessKey", "Secret access key of that user.")),
            new(
                "assume-role",
                RoleArn,
                Field.Text("stsEndpoint", "Regional STS endpoint to use. Default: that of the server.") with
                { Format = TextFormat.WebAddress, Rule = ConnectionRules.StsEndpoint }),
        ],
        AssumedRole = RoleArn,
        HasSlowIdentities = true,
    };
}
