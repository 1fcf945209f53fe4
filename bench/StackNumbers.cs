using System.Diagnostics;
using System.Globalization;
using System.Text;
using Infisical.Emulator;

namespace Bench;

/// <summary>What a whole run under the real CLI costs: requests and wall time.</summary>
internal static class StackNumbers
{
    private static readonly int[] Sizes = [1, 50, World.Most];

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        if (!OnPath("pulumi") || !OnPath("pulumi-language-yaml"))
        {
            Console.WriteLine("No `pulumi` with `pulumi-language-yaml` on PATH: requests and wall times of whole runs are left out.");
            return;
        }

        foreach (var size in Sizes)
        {
            await StackAsync(table, size, cancellation);
        }
    }

    private static async Task StackAsync(Table table, int size, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(cancellation);
        using var cli = new PulumiCli(emulator, Program(emulator, size));
        await cli.InitAsync(new Dictionary<string, string>(), cancellation);

        var isLargest = size == World.Most;
        if (isLargest)
        {
            await RunAsync("preview of new", ["preview"], "a few shared GET + 1 login");
        }

        await RunAsync("up of new", ["up", "--yes", "--skip-preview"], isLargest ? $"≤ 7.0 s (bridge); {size} POST + 1 login + a few shared GET" : "–");
        if (isLargest)
        {
            await RunAsync("preview of unchanged", ["preview", "--expect-no-changes"], "1 GET + 1 login");
            await RunAsync("refresh of", ["refresh", "--yes", "--skip-preview"], "1 GET + 1 login");
            await RunAsync("destroy of", ["destroy", "--yes", "--skip-preview"], $"1 GET + {size} DELETE + logins");
        }

        async Task RunAsync(string what, string[] arguments, string goal)
        {
            emulator.Requests.Clear();
            var watch = Stopwatch.StartNew();
            (await cli.RunAsync(arguments, cancellation)).Succeeded();
            table.Add($"{what} {size}", $"{watch.Elapsed.TotalSeconds:0.0} s; {World.Told(emulator.Requests.All)}", goal);
        }
    }

    private static string Program(EmulatorServer emulator, int size)
    {
        var program = new StringBuilder("""
            name: bench
            runtime: yaml
            plugins:
              providers:
                - name: infisical-rotation
                  path: bin
            resources:

            """);
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

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
