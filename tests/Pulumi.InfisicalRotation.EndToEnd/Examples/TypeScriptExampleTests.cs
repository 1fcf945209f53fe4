using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

[Trait("Needs", "npm")]
[Trait("Needs", "pulumi")]
[Trait("Needs", "pulumi-sdkgen")]
public sealed class TypeScriptExampleTests
{
    [Fact]
    public async Task The_program_and_those_of_the_schema_compile_strictly_and_it_drives_a_whole_life()
    {
        await using var server = await Server.StartAsync();
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-typescript-");
        try
        {
            var example = await BuiltAsync(folder);
            var environment = RealPulumi
                .EnvironmentIn(folder.CreateSubdirectory("home").FullName, folder.CreateSubdirectory("state").FullName)
                .SetItems(server.EnvironmentFor())
                .Remove("PULUMI_IGNORE_AMBIENT_PLUGINS")
                .SetItem("PATH", $"{PublishedProvider.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}")
                .SetItem("PROJECT_ID", server.ProjectId)
                .SetItem("CONNECTION_ID", server.ConnectionId);
            Task<CommandResult> RunAsync(string verb) =>
                new Command("node", "bin/index.js", verb) { Folder = example, Environment = environment, InheritsEnvironment = false }
                    .RunAsync(TestContext.Current.CancellationToken);

            (await RunAsync("preview")).Succeeded().Says("RotatedAwsIamUser");
            server.HoldsNothing();

            (await RunAsync("up")).Succeeded().Says(server.Rotation.Id);

            (await RunAsync("destroy")).Succeeded();
            server.HoldsNothing();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The steps that examples/typescript/README.md tells its reader.
    private static async Task<string> BuiltAsync(DirectoryInfo folder)
    {
        var example = folder.CreateSubdirectory("example").FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.At("examples", "typescript")))
        {
            File.Copy(file, Path.Combine(example, Path.GetFileName(file)));
        }

        var sdk = Path.Combine(example, "sdks", "nodejs");
        await StepAsync("pulumi-sdkgen", Repository.At("ProviderSchema.json"), "nodejs", sdk);
        File.Copy(Path.Combine(sdk, "package.json"), Path.Combine(Directory.CreateDirectory(Path.Combine(sdk, "bin")).FullName, "package.json"));
        await StepAsync("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
        foreach (var (resource, program) in SchemaExamples.In("typescript").Concat(SchemaExamples.OfFunctions("typescript")))
        {
            await File.WriteAllTextAsync(Path.Combine(example, $"of-the-schema-{resource}.ts"), program, TestContext.Current.CancellationToken);
        }

        var settings = Path.Combine(example, "tsconfig.json");
        var all = (await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken))
            .Replace("\"files\": [\"index.ts\"]", "\"include\": [\"*.ts\"]", StringComparison.Ordinal);
        Assert.Contains("include", all, StringComparison.Ordinal);
        await File.WriteAllTextAsync(settings, all, TestContext.Current.CancellationToken);

        await StepAsync("npm", "run", "build");
        return example;

        // The generator and npm work in what their user has: a cache, settings.
        async Task StepAsync(string program, params string[] arguments) =>
            (await new Command(program, arguments) { Folder = example }.RunAsync(TestContext.Current.CancellationToken)).Succeeded();
    }
}
