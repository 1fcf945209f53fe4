using System.Collections.Generic;
using Pulumi;
using Pulumi.InfisicalRotation;
using Pulumi.InfisicalRotation.Inputs;

return await Deployment.RunAsync(() =>
{
    var config = new Pulumi.Config();

    var keys = new RotatedAwsIamUser("report-bot", new RotatedAwsIamUserArgs
    {
        User = new RotatedAwsIamUserUserArgs
        {
            Path = "/ci/",
            Tags = { ["team"] = "reporting" },
            PolicyArns = { "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        },
        Connection = new RotatedAwsIamUserConnectionArgs
        {
            ProjectId = config.Require("projectId"),
            Method = "access-key",
            Credentials = new AwsConnectionCredentialsArgs
            {
                AccessKeyId = config.Require("rotatorAccessKeyId"),
                SecretAccessKey = config.RequireSecret("rotatorSecretAccessKey"),
            },
        },
        Rotator = new RotatedAwsIamUserRotatorArgs { UserName = "infisical-rotator" },
        ProjectId = config.Require("projectId"),
        Environment = "dev",
        SecretPath = "/",
        RotationInterval = 30,
    });

    return new Dictionary<string, object?>
    {
        ["userArn"] = keys.UserArn,
        ["connectionId"] = keys.ConnectionId,
        ["nextRotationAt"] = keys.NextRotationAt,
    };
});
