namespace Build;

/// <summary>Files that are made from others: written by <c>generate</c>, compared by <c>test</c>.</summary>
internal static class Generated
{
    private static readonly string[] Languages = ["dotnet", "nodejs", "python", "go"];

    internal static async Task RewriteAsync(CancellationToken cancellation)
    {
        await Shell.RunAsync("dotnet", ["build", Repository.ProviderProject, "-nologo", "-v:minimal", "-clp:NoSummary"], cancellation);
        await WriteSchemaAsync(Repository.Schema, cancellation);
        await Documents.RewriteAsync(cancellation);
        await WriteSdksAsync(cancellation);
    }

    internal static async Task CheckAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Repository.Schema))
        {
            Console.WriteLine("No ProviderSchema.json yet: nothing generated to compare.");
            return;
        }

        var fresh = Repository.At("artifacts", "generated", "ProviderSchema.json");
        Directory.CreateDirectory(Path.GetDirectoryName(fresh)!);
        await WriteSchemaAsync(fresh, cancellation);
        var outdated = new List<string>(await Documents.OutdatedAsync(cancellation));
        if (await File.ReadAllTextAsync(fresh, cancellation) != await File.ReadAllTextAsync(Repository.Schema, cancellation))
        {
            outdated.Add("ProviderSchema.json");
        }

        if (outdated.Count > 0)
        {
            throw new StepFailedException($"Out of date: {string.Join(", ", outdated)}. Run `dotnet run build.cs generate`.");
        }
    }

    private static Task WriteSchemaAsync(string path, CancellationToken cancellation) =>
        Shell.RunAsync(
            "dotnet",
            ["exec", Repository.DebugAssembly("Pulumi.InfisicalRotation", "pulumi-resource-infisical-rotation"), "schema", path],
            cancellation);

    private static async Task WriteSdksAsync(CancellationToken cancellation)
    {
        if (Shell.Find("pulumi-sdkgen") is null)
        {
            Console.WriteLine("No `pulumi-sdkgen` on PATH: no SDKs are written.");
            return;
        }

        var logo = Repository.At("artifacts", "sdk", "logo.png");
        Directory.CreateDirectory(Path.GetDirectoryName(logo)!);
        await File.WriteAllBytesAsync(logo, Logo, cancellation);
        foreach (var language in Languages)
        {
            var folder = Repository.At("artifacts", "sdk", language);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
            await Shell.RunAsync("pulumi-sdkgen", [Repository.Schema, language, folder, logo], cancellation);
        }
    }

    // The generator for .NET wants a picture; one white pixel is enough.
    private static byte[] Logo =>
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==");
}
