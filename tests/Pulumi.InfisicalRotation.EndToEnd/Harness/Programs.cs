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

    /// <summary>The same program with an explicit provider that may ask the emulated AWS.</summary>
    /// <param name="more">More lines of the block <c>aws</c>.</param>
    public static string WithAws(Server server, string program, string more = "") => program
        .With("resources:", $"""
            resources:
              checked:
                type: pulumi:providers:infisical-rotation
                properties:
                  aws:
                    endpoint: {server.Emulator.IamAddress}
                    accessKeyId: {server.Emulator.Seed.AwsRootKey.AccessKeyId}
                    secretAccessKey: {server.Emulator.Seed.AwsRootKey.SecretAccessKey}{more}
            """)
        .With("    properties:\n      name: keys", "    options:\n      provider: ${checked}\n    properties:\n      name: keys");

    /// <summary>Another rotation in the program; what it has in common with the others is changed by the caller.</summary>
    /// <param name="rotation">A program with one rotation.</param>
    public static string And(this string program, string name, string rotation)
    {
        var resource = rotation.Split("resources:\n")[1].Split("outputs:")[0].With("  keys:", $"  {name}:");
        return program.With("outputs:", resource + "outputs:");
    }

    /// <summary>A program that declares nothing.</summary>
    public const string Nothing = "resources: {}";
}
