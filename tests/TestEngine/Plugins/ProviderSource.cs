namespace TestEngine.Plugins;

/// <summary>Where a provider comes from.</summary>
public abstract record ProviderSource
{
    private ProviderSource()
    {
    }

    /// <summary>An executable, started once for every configuration as an engine does it.</summary>
    public sealed record Executable(string Path) : ProviderSource;

    /// <summary>A provider that serves already, at a host and port: every configuration shares it.</summary>
    public sealed record Running(string Address) : ProviderSource;

    /// <summary>The executable of a package in a directory.</summary>
    public static ProviderSource In(string directory, string package)
    {
        var file = System.IO.Path.Combine(
            System.IO.Path.GetFullPath(directory), "pulumi-resource-" + package + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return File.Exists(file) ? new Executable(file) : throw new FileNotFoundException($"There is no provider at {file}.");
    }
}
