namespace Pulumi.InfisicalRotation.Session;

/// <summary>The provider's folder below the cache folder of the user.</summary>
internal static class CacheFolder
{
    private const string Product = "pulumi-infisical-rotation";

    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    /// <returns>Null where the environment names no home.</returns>
    public static string? Find(Func<string, string?> readVariable)
    {
        var caches = OperatingSystem.IsWindows() ? Absolute("LOCALAPPDATA")
            : OperatingSystem.IsMacOS() ? Below(Absolute("HOME"), "Library/Caches")
            : Absolute("XDG_CACHE_HOME") ?? Below(Absolute("HOME"), ".cache");
        return Below(caches, Product);

        string? Absolute(string variable) =>
            readVariable(variable) is { } path && Path.IsPathFullyQualified(path) ? path : null;
    }

    private static string? Below(string? folder, string path) => folder is null ? null : Path.Combine(folder, path);
}
