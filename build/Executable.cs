namespace Build;

/// <summary>The provider's executable, which the engine starts.</summary>
internal static class Executable
{
    /// <summary>Puts the native executable into a folder, alone; any warning of the trimmer or the compiler is an error.</summary>
    internal static Task PublishNativeAsync(string folder, CancellationToken cancellation) =>
        PublishNativeAsync(folder, Platform.Own, cancellation);

    /// <summary>As above, for a platform that this machine can make.</summary>
    internal static async Task PublishNativeAsync(string folder, Platform platform, CancellationToken cancellation)
    {
        if (await Toolchain.MissingAsync(cancellation) is { } missing)
        {
            throw new StepFailedException($"The native executable cannot be built: {missing}.");
        }

        var output = Repository.At("artifacts", "publish", platform == Platform.Own ? "native" : $"native-{platform.Runtime}");
        await Shell.RunAsync("dotnet", [.. Publish(output), "-r", platform.Runtime, .. Cross(platform)], cancellation);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, platform.FileName);
        // A new file in place of the old one: a provider that still runs keeps its own.
        File.Copy(Path.Combine(output, platform.FileName), $"{file}.new", overwrite: true);
        File.Move($"{file}.new", file, overwrite: true);
        Console.WriteLine(FormattableString.Invariant($"{file}: {new FileInfo(file).Length / 1e6:0.0} MB"));
    }

    /// <summary>As above, or where no native toolchain is found the build that needs the .NET runtime beside it, and says so.</summary>
    internal static async Task PublishForTestsAsync(string folder, CancellationToken cancellation)
    {
        if (await Toolchain.MissingAsync(cancellation) is not { } missing)
        {
            await PublishNativeAsync(folder, cancellation);
            return;
        }

        Console.WriteLine($"The native executable cannot be built: {missing}. Using a build that requires the .NET runtime.");
        await Shell.RunAsync("dotnet", [.. Publish(folder), "-p:PublishAot=false", "--no-self-contained"], cancellation);
    }

    private static string[] Cross(Platform platform) => platform.CrossTools is { } tools
        ? ["-p:CppCompilerAndLinker=clang", $"-p:ObjCopyName={tools}objcopy"]
        : [];

    // The analyzers speak in the debug build, for every file and at every test; to hear them again costs a fifth of this step.
    private static string[] Publish(string output) =>
        ["publish", Repository.ProviderProject, "-c", "Release", "-o", output, "-p:RunAnalyzers=false", "-nologo", "-v:quiet"];
}
