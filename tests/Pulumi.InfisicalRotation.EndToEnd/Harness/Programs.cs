namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Programs that the scenarios start from; each change is a text put in the place of another.</summary>
internal static class Programs
{
    public const string RotationType = "infisical-rotation:index:AwsIamUserSecretRotation";
    public const string ComponentType = "infisical-rotation:index:RotatedAwsIamUser";

    /// <summary>The keys of one IAM user, with everything that a program can say about them.</summary>
    public static string Rotation(Server server) => $"""
        resources:
          keys:
            type: {RotationType}
            properties:
              name: keys
              projectId: {server.ProjectId}
              connectionId: {server.ConnectionId}
              environment: dev
              secretPath: /
              rotationInterval: 30
              rotateAtUtc: {"{hours: 3, minutes: 30}"}
              isAutoRotationEnabled: true
              description: as it was
              parameters:
                userName: ci-bot
                region: us-east-1
              secretsMapping:
                accessKeyId: CI_BOT_ID
                secretAccessKey: CI_BOT_SECRET
        outputs:
          rotationId: {"${keys.rotationId}"}
          nextRotationAt: {"${keys.nextRotationAt}"}
          health: {"${keys.health}"}
          maxKeyAgeDays: {"${keys.maxKeyAgeDays}"}
          credentialVersion: {"${keys.credentialVersion}"}
        """;

    /// <summary>The component, with as little said as it takes.</summary>
    public static string Component(Server server) => $"""
        resources:
          bot:
            type: {ComponentType}
            properties:
              userName: ci-bot
              projectId: {server.ProjectId}
              connectionId: {server.ConnectionId}
              environment: dev
              secretPath: /
              rotationInterval: 30
        outputs:
          rotationId: {"${bot.rotationId}"}
          nextRotationAt: {"${bot.nextRotationAt}"}
          accessKeyIdSecret: {"${bot.accessKeyIdSecret}"}
          secretAccessKeySecret: {"${bot.secretAccessKeySecret}"}
        """;

    /// <summary>A program that declares nothing.</summary>
    public const string Nothing = "resources: {}";
}
