using Tooling;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>The files as they stand in the repository, for tests that read them.</summary>
internal static class WorkTree
{
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "node_modules"];

    /// <summary>All files below a folder that are written by people, as paths from the root, with slashes.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern) =>
        Below(Repository.At(folder), pattern)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    internal static string Read(string path) => File.ReadAllText(Repository.At(path));

    internal static IEnumerable<string> Lines(string path) => File.ReadLines(Repository.At(path));

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern)
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(inner => !NotOurs.Contains(Path.GetFileName(inner)))
                .SelectMany(inner => Below(inner, pattern)));
}
