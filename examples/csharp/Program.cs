using System.Collections.Generic;
using Pulumi;
using Pulumi.InfisicalRotation;
using Pulumi.InfisicalRotation.Inputs;
using Aws = Pulumi.Aws;

return await Deployment.RunAsync(() =>
{
    var config = new Pulumi.Config();
    var user = new Aws.Iam.User("ci-bot", new() { Name = "ci-bot" });

    var keys = new RotatedAwsIamUser("ci-bot", new RotatedAwsIamUserArgs
    {
        UserName = user.Name,
        ProjectId = config.Require("projectId"),
        ConnectionId = config.Require("connectionId"),
        Environment = "dev",
        SecretPath = "/",
        RotationInterval = 30,
        RotateAtUtc = new RotateAtUtcArgs { Hours = 3, Minutes = 0 },
    });

    return new Dictionary<string, object?>
    {
        ["rotationId"] = keys.RotationId,
        ["nextRotationAt"] = keys.NextRotationAt,
    };
});
