using System.Globalization;
using System.Text;
using Infisical.Emulator;

namespace Bench;

/// <summary>YAML programs of many resources of one kind.</summary>
internal static class StackPrograms
{
    /// <summary>A rotation for each IAM user of the emulated account.</summary>
    /// <param name="checksAws">Whether the provider has the block <c>aws</c>, so that it checks the users' keys.</param>
    public static string Rotations(EmulatorServer emulator, int size, bool checksAws = false)
    {
        var program = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            name: bench
            runtime: yaml
            plugins:
              providers:
                - name: infisical-rotation
                  path: {PublishedProvider.Folder}
            resources:

            """));
        if (checksAws)
        {
            program.Append(CultureInfo.InvariantCulture, $"""
                  checked:
                    type: pulumi:providers:infisical-rotation
                    defaultProvider: true
                    properties:
                      aws:
                        endpoint: {emulator.IamAddress}
                        accessKeyId: {emulator.Seed.AwsRootKey.AccessKeyId}
                        secretAccessKey: {emulator.Seed.AwsRootKey.SecretAccessKey}

                """);
        }

        for (var number = 0; number < size; number++)
        {
            program.Append(CultureInfo.InvariantCulture, $$"""
                  {{World.UserName(number)}}:
                    type: infisical-rotation:index:AwsIamUserSecretRotation
                    properties:
                      projectId: {{emulator.Seed.Project.Id}}
                      connectionId: {{emulator.Seed.Connection.Id}}
                      environment: dev
                      secretPath: /
                      rotationInterval: 30
                      parameters:
                        userName: {{World.UserName(number)}}
                      secretsMapping:
                        accessKeyId: {{World.SecretName(number, "ID")}}
                        secretAccessKey: {{World.SecretName(number, "KEY")}}

                """);
        }

        return program.ToString();
    }

    /// <summary>The engine's own resource, which needs no provider process and no server, with as many texts in each as given.</summary>
    public static string Stashes(int size, int texts)
    {
        var program = new StringBuilder("name: bench\nruntime: yaml\nresources:\n");
        for (var number = 0; number < size; number++)
        {
            program.Append(CultureInfo.InvariantCulture, $$"""
                  {{World.UserName(number)}}:
                    type: pulumi:index:Stash
                    properties:
                      input:

                """);
            for (var text = 0; text < texts; text++)
            {
                program.Append(CultureInfo.InvariantCulture, $"        property{text}: {World.SecretName(number, "TEXT")}\n");
            }
        }

        return program.ToString();
    }
}
