namespace Build;

/// <summary>Steps that cover all projects together.</summary>
internal static class Solution
{
    private static readonly string[] EveryFile = ["format", "whitespace", ".", "--folder", "--exclude", "artifacts", "bin"];

    internal static Task BuildAsync(CancellationToken cancellation) =>
        Shell.RunAsync("dotnet", ["build", "Provider.sln", "-nologo", "-v:minimal", "-clp:NoSummary"], cancellation);

    internal static async Task FormatAsync(CancellationToken cancellation)
    {
        await Shell.RunAsync("dotnet", EveryFile, cancellation);
        await Shell.RunAsync("dotnet", ["format", "style", "Provider.sln"], cancellation);
    }

    // White space only: rules of style are warnings, and the build makes errors of them, without loading it all twice.
    internal static Task CheckFormatAsync(CancellationToken cancellation) =>
        Shell.RunAsync("dotnet", [.. EveryFile, "--verify-no-changes"], cancellation);
}
