namespace Pulumi.InfisicalRotation.Provider;

/// <summary>
/// Where this package and its language SDKs are published, and under which names: the one place for all of it. What is
/// empty is left out of the schema. After a change: <c>dotnet run build.cs generate</c>.
/// </summary>
internal static class Publication
{
    /// <summary>
    /// Address of the repository, such as <c>https://github.com/OWNER/pulumi-infisical-rotation</c>; empty while there
    /// is no public one. The engine then downloads the plugin from its releases, if it is on GitHub.
    /// </summary>
    public const string Repository = "";

    /// <summary>Home page; empty means the repository.</summary>
    public const string Homepage = "";

    /// <summary>Address of a picture for the Pulumi registry; may be empty.</summary>
    public const string LogoUrl = "";

    /// <summary>Display name of who publishes the package.</summary>
    public const string Publisher = "pulumi-infisical-rotation";

    /// <summary>Name in the npm registry.</summary>
    public const string NpmPackage = $"@pulumi/{PackageInfo.Name}";

    /// <summary>Name in PyPI; modules are imported under the same name.</summary>
    public const string PythonPackage = "pulumi_infisical_rotation";

    /// <summary>First part of the .NET namespace and of the name in NuGet.</summary>
    public const string DotnetRoot = "Pulumi";

    /// <summary>Last part of the .NET namespace and of the name in NuGet.</summary>
    public const string DotnetName = "InfisicalRotation";

    public const string DotnetNamespace = $"{DotnetRoot}.{DotnetName}";

    /// <summary>Name of the Go package, the last part of its import path.</summary>
    public const string GoPackage = "infisicalrotation";

    /// <summary>Maven group, and the first part of the Java package.</summary>
    public const string JavaBase = "com.pulumi";

    /// <summary>The Java package. Its last part is the package name without hyphens, by Pulumi's generator.</summary>
    public const string JavaPackage = $"{JavaBase}.infisicalrotation";

    /// <summary>The Java class of the functions, named by Pulumi's generator.</summary>
    public const string JavaFunctions = "InfisicalrotationFunctions";

    /// <summary>
    /// Import path of the Go package, below the repository; without one, the default of Pulumi's generator.
    /// </summary>
    public static string GoImport => GoImportOf(Repository);

    /// <summary>From where the engine downloads the plugin; null for an address that is not on GitHub.</summary>
    public static string? PluginDownloadUrl => PluginDownloadUrlOf(Repository);

    /// <inheritdoc cref="GoImport"/>
    public static string GoImportOf(string repository)
    {
        var module = repository.Length > 0
            ? repository.Replace("https://", "", StringComparison.Ordinal)
            : $"github.com/pulumi/pulumi-{PackageInfo.Name}";
        return $"{module}/sdk/go/{GoPackage}";
    }

    /// <inheritdoc cref="PluginDownloadUrl"/>
    public static string? PluginDownloadUrlOf(string repository)
    {
        const string GitHub = "https://github.com/";
        return repository.StartsWith(GitHub, StringComparison.Ordinal)
            ? $"github://api.github.com/{repository[GitHub.Length..]}"
            : null;
    }
}
