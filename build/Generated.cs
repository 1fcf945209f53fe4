namespace Build;

/// <summary>Files that are made from others: written by <c>generate</c>, compared by <c>test</c>.</summary>
internal static class Generated
{
    private static readonly string[] Languages = ["dotnet", "nodejs", "python", "go"];

    private static readonly string Fresh = Repository.At("artifacts", "generated");

    // As the provider writes it, and where it is committed.
    private static readonly (string Written, string Committed)[] Files =
    [
        (Path.Combine(Fresh, "ProviderSchema.json"), "ProviderSchema.json"),
        (Path.Combine(Fresh, "rotations.md"), "docs/rotations.md"),
        (Path.Combine(Fresh, "connections.md"), "docs/connections.md"),
        (Path.Combine(Fresh, "functions.md"), "docs/functions.md"),
    ];

    internal static async Task RewriteAsync(CancellationToken cancellation)
    {
        await Shell.RunAsync("dotnet", ["build", Repository.ProviderProject, "-nologo", "-v:quiet", "-clp:NoSummary"], cancellation);
        await WriteAsync(cancellation);
        foreach (var (written, committed) in Files)
        {
            File.Copy(written, Repository.At(committed), overwrite: true);
        }

        await Documents.RewriteAsync(cancellation);
        await WriteSdksAsync(cancellation);
    }

    internal static async Task CheckAsync(CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        var outdated = new List<string>(await Documents.OutdatedAsync(cancellation));
        foreach (var (written, committed) in Files)
        {
            if (await File.ReadAllTextAsync(written, cancellation) != await File.ReadAllTextAsync(Repository.At(committed), cancellation))
            {
                outdated.Add(committed);
            }
        }

        if (outdated.Count > 0)
        {
            throw new StepFailedException($"Out of date: {string.Join(", ", outdated)}. Run `dotnet run build.cs generate`.");
        }
    }

    /// <summary>The provider writes what follows from its catalogue.</summary>
    private static async Task WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Fresh);
        var provider = Repository.DebugAssembly("Pulumi.InfisicalRotation", "pulumi-resource-infisical-rotation");
        await Shell.RunAsync("dotnet", ["exec", provider, "schema", Path.Combine(Fresh, "ProviderSchema.json")], cancellation);
        await Shell.RunAsync("dotnet", ["exec", provider, "docs", Fresh], cancellation);
    }

    /// <summary>Writes the SDKs to <c>artifacts/sdk</c>, with Pulumi's generators where PATH has them.</summary>
    internal static async Task WriteSdksAsync(CancellationToken cancellation)
    {
        if (Command.Find("pulumi-sdkgen") is null)
        {
            Console.WriteLine("`pulumi-sdkgen` is not on PATH. SDKs are not generated.");
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
            await Shell.RunAsync("pulumi-sdkgen", [Repository.At("ProviderSchema.json"), language, folder, logo], cancellation);
        }
    }

    // The generator for .NET wants a picture; one white pixel is enough.
    private static byte[] Logo =>
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==");
}
