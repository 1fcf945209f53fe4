using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>
/// The C# programs that <c>pulumi convert</c> writes compile against the generated SDK. <c>pulumi import</c> uses the same
/// generator, but only in a project that refers to the Pulumi package.
/// </summary>
[Trait("Needs", "pulumi")]
[Trait("Needs", "pulumi-language-dotnet")]
[Trait("Needs", "pulumi-sdkgen")]
public sealed class GeneratedCSharpTests
{
    private const string Common = """
          projectId = "p"
          connectionId = "5a7e0c44-2f63-4c19-8d0b-1f6f1f2a9c33"
          environment = "dev"
          secretPath = "/"
          rotationInterval = 30
        """;

    private const string Converted = $$"""
        resource keys "{{Programs.RotationType}}" {
        {{Common}}
          rotateAtUtc = { hours = 2, minutes = 0 }
          rotateTriggers = { leaked = "2026-08-01" }
          parameters = { userName = "ci-bot", region = "us-east-1" }
          secretsMapping = { accessKeyId = "A", secretAccessKey = "B" }
        }
        resource generic "infisical-rotation:index:SecretRotation" {
        {{Common}}
          type = "postgres-credentials"
          parameters = { username1 = "a", username2 = "b" }
          secretsMapping = { username = "A2", password = "B2" }
        }
        resource account "infisical-rotation:index:UnixLinuxLocalAccountRotation" {
        {{Common}}
          parameters = { username = "a", rotationMethod = "login-as-root" }
          secretsMapping = { username = "A3", password = "B3" }
        }
        resource user "{{Programs.ComponentType}}" {
        {{Common}}
          userName = "ci-bot"
        }
        output health { value = user.health }
        output secret { value = generic.secretsMapping }
        """;

    private static IEnumerable<string> Slugs =>
        Directory.GetDirectories(Repository.At("tests", "Contract")).Select(folder => Path.GetFileName(folder))
            .Where(name => name != "app-connections");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_converted_program_compiles() => CompilesAsync(Converted);

    [Fact]
    public Task A_converted_program_of_every_type_compiles() =>
        CompilesAsync(string.Concat(Slugs.Select(Resource)));

    private static string Resource(string slug)
    {
        var contract = Repository.At("tests", "Contract", slug, "create.json");
        var inputs = JsonNode.Parse(File.ReadAllText(contract))!.AsObject();
        var name = string.Concat(slug.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "Rotation";
        var properties = inputs.Select(pair => $"  {pair.Key} = {Pcl(pair.Value)}\n");
        return $"resource r{slug.Replace('-', '_')} \"infisical-rotation:index:{name}\" {{\n{string.Concat(properties)}}}\n";
    }

    private static string Pcl(JsonNode? value) => value switch
    {
        JsonObject map => $"{{ {string.Join(", ", map.Select(pair => $"\"{pair.Key}\" = {Pcl(pair.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(Pcl))}]",
        null => "null",
        _ => value.ToJsonString(),
    };

    private static async Task CompilesAsync(string source)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Nothing);
        stack.WriteAll(Project);
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "main.pp"), source, Cancellation);
        var run = await stack.RunAsync("convert", "--from", "pcl", "--language", "csharp", "--out", "converted", "--generate-only");
        run.Succeeded();

        var program = await File.ReadAllTextAsync(Path.Combine(stack.Folder, "converted", "Program.cs"), Cancellation);
        Assert.Contains("new InfisicalRotation.AwsIamUserSecretRotation(", program, StringComparison.Ordinal);
        var (errors, _) = (await CSharpSdk.GenerateAsync(Cancellation)).Compile(program);
        Assert.Empty(errors);
    }

    private static string Project => $"""
        name: {StackTemplate.Project}
        runtime: pcl
        plugins:
          providers:
            - name: infisical-rotation
              path: {PublishedProvider.Folder}
        """;
}
