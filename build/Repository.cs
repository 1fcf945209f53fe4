using System.Xml.Linq;

namespace Build;

/// <summary>Where things are in the work tree.</summary>
internal static class Repository
{
    /// <summary>The folder of build.cs; the SDK tells every file-based program where its file is.</summary>
    internal static string Root { get; } = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;

    internal static string ProviderProject { get; } = At("src", "Pulumi.InfisicalRotation", "Pulumi.InfisicalRotation.csproj");

    /// <summary>Written once, in Directory.Build.props.</summary>
    internal static string Version { get; } =
        XDocument.Load(At("Directory.Build.props")).Descendants("Version").Single().Value;

    internal static string At(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>The assembly of a project as the debug build leaves it.</summary>
    internal static string DebugAssembly(string project, string? assembly = null) =>
        At("artifacts", "bin", project, "debug", $"{assembly ?? project}.dll");

    /// <summary>The assembly of a project as the release build leaves it.</summary>
    internal static string ReleaseAssembly(string project) => At("artifacts", "bin", project, "release", $"{project}.dll");
}
