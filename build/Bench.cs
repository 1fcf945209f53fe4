namespace Build;

/// <summary>Measures the published executable; what is measured, and the goals beside it, are in bench/.</summary>
internal static class Bench
{
    internal static async Task RunAsync(IReadOnlyList<string> parts, CancellationToken cancellation)
    {
        await Executable.PublishNativeAsync(Repository.At("bin"), cancellation);
        await Shell.RunAsync("dotnet", ["build", Repository.At("bench"), "-c", "Release", "-nologo", "-v:quiet", "-clp:NoSummary"], cancellation);
        await Shell.RunAsync("dotnet", ["exec", Repository.At("artifacts", "bin", "Bench", "release", "Bench.dll"), .. parts], cancellation);
    }
}
