namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>The published executable: what a user installs is what these tests run.</summary>
internal static class PublishedProvider
{
    private const string Package = "infisical-rotation";

    /// <summary>The checkout these tests were built in.</summary>
    public static string Repository { get; } = RootAbove(AppContext.BaseDirectory);

    /// <summary>The folder that holds it: where <c>INFISICAL_ROTATION_PROVIDER_DIR</c> says, else <c>bin</c> of the repository.</summary>
    public static string Folder { get; } = Find();

    public static string Executable { get; } = Path.Combine(Folder, FileName);

    private static string FileName => $"pulumi-resource-{Package}{(OperatingSystem.IsWindows() ? ".exe" : "")}";

    private static string Find()
    {
        var folder = Environment.GetEnvironmentVariable("INFISICAL_ROTATION_PROVIDER_DIR") is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(Repository, "bin");
        return File.Exists(Path.Combine(folder, FileName))
            ? folder
            : throw new InvalidOperationException(
                $"There is no {FileName} in {folder}. Run `dotnet run build.cs publish`, or say in INFISICAL_ROTATION_PROVIDER_DIR where it is.");
    }

    private static string RootAbove(string folder) =>
        File.Exists(Path.Combine(folder, "Provider.sln")) ? folder : RootAbove(Path.GetDirectoryName(folder)!);
}
