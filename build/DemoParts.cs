namespace Build;

/// <summary>The programs that the demo runs.</summary>
/// <param name="Provider">Folder of the provider's executable.</param>
/// <param name="Emulator">Assembly of the emulator.</param>
/// <param name="TestEngine">Assembly of the test engine, which replaces the CLI.</param>
/// <param name="Pulumi">Path of the CLI; null if there is none.</param>
internal sealed record DemoParts(string Provider, string Emulator, string TestEngine, string? Pulumi)
{
    /// <summary>Builds what the demo needs on this machine.</summary>
    internal static async Task<DemoParts> BuildAsync(CancellationToken cancellation)
    {
        var parts = new DemoParts(
            Repository.At("bin"),
            Repository.ReleaseAssembly("Infisical.Emulator"),
            Repository.ReleaseAssembly("TestEngine"),
            Command.Find("pulumi"));
        await Executable.PublishForTestsAsync(parts.Provider, cancellation);
        await BuildAsync("Infisical.Emulator", cancellation);
        if (parts.Pulumi is null)
        {
            await BuildAsync("TestEngine", cancellation);
        }

        return parts;
    }

    private static Task BuildAsync(string project, CancellationToken cancellation) => Shell.RunAsync(
        "dotnet",
        ["build", Repository.At("tests", project), "-c", "Release", "-p:RunAnalyzers=false", "-nologo", "-v:quiet", "-clp:NoSummary"],
        cancellation);
}
