using System.Xml.Linq;

namespace Tooling;

/// <summary>Where things are in the work tree.</summary>
public static class Repository
{
    /// <summary>Its top. The SDK passes it to build.cs; every other program is built below it.</summary>
    public static string Root { get; } =
        (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? RootAbove(AppContext.BaseDirectory);

    /// <summary>The provider's project file.</summary>
    public static string ProviderProject { get; } =
        At("src", "Pulumi.InfisicalRotation", "Pulumi.InfisicalRotation.csproj");

    /// <summary>Written once, in Directory.Build.props.</summary>
    public static string Version =>
        XDocument.Load(At("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The full path of what is in the work tree.</summary>
    public static string At(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>The assembly of a project as the debug build leaves it.</summary>
    public static string DebugAssembly(string project, string? assembly = null) =>
        At("artifacts", "bin", project, "debug", $"{assembly ?? project}.dll");

    /// <summary>The assembly of a project as the release build leaves it.</summary>
    public static string ReleaseAssembly(string project) =>
        At("artifacts", "bin", project, "release", $"{project}.dll");

    private static string RootAbove(string folder) =>
        File.Exists(Path.Combine(folder, "Provider.sln")) ? folder : RootAbove(Path.GetDirectoryName(folder)!);
}
