namespace Infisical.Emulator;

/// <summary>Folder paths.</summary>
internal static class Paths
{
    /// <summary>One slash at the end is taken off, unless it is all there is.</summary>
    public static string WithoutTrailingSlash(string path) => path.Length > 1 && path.EndsWith('/') ? path[..^1] : path;

    public static string Join(string parent, string name) => parent == "/" ? $"/{name}" : $"{parent}/{name}";
}
