namespace Tooling;

/// <summary>The published executable: what a user installs is what is tested and measured.</summary>
public static class PublishedProvider
{
    /// <summary>The environment variable that names its folder.</summary>
    public const string FolderVariable = "INFISICAL_ROTATION_PROVIDER_DIR";

    /// <summary>The name of the file.</summary>
    public static string FileName { get; } =
        "pulumi-resource-infisical-rotation" + (OperatingSystem.IsWindows() ? ".exe" : "");

    /// <summary>Its folder: where <see cref="FolderVariable"/> says, else <c>bin</c> of the repository.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } given
                ? Path.GetFullPath(given)
                : Repository.At("bin");
            return File.Exists(Path.Combine(folder, FileName))
                ? folder
                : throw new StepFailedException(
                    $"There is no {FileName} in {folder}. Run `dotnet run build.cs publish`, or set {FolderVariable} to its folder.");
        }
    }

    /// <summary>The full path of the file.</summary>
    public static string Executable => Path.Combine(Folder, FileName);
}
