using System.Runtime.InteropServices;

namespace Build;

/// <summary>A system and a processor for which the executable is released.</summary>
/// <param name="Runtime">As .NET names it: <c>linux-x64</c>.</param>
/// <param name="System">As Pulumi names the system: <c>linux</c>.</param>
/// <param name="Processor">As Pulumi names the processor: <c>amd64</c>.</param>
internal sealed record Platform(string Runtime, string System, string Processor)
{
    /// <summary>All that are released.</summary>
    internal static IReadOnlyList<Platform> All { get; } =
    [
        new("linux-x64", "linux", "amd64"),
        new("linux-arm64", "linux", "arm64"),
        new("osx-x64", "darwin", "amd64"),
        new("osx-arm64", "darwin", "arm64"),
        new("win-x64", "windows", "amd64"),
        new("win-arm64", "windows", "arm64"),
    ];

    /// <summary>This machine's.</summary>
    internal static Platform Own => Named($"{OwnSystem}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}");

    /// <summary>The name of the executable there.</summary>
    internal string FileName => "pulumi-resource-infisical-rotation" + (System == "windows" ? ".exe" : "");

    /// <summary>The name of its release archive. The engine looks for exactly this name.</summary>
    internal string ArchiveName => $"pulumi-resource-infisical-rotation-v{Repository.Version}-{System}-{Processor}.tar.gz";

    /// <summary>
    /// The prefix of the linker and the libraries that make it on this machine, with clang as compiler; null where none can.
    /// </summary>
    internal string? CrossTools => (Own.Runtime, Runtime) switch
    {
        ("linux-x64", "linux-arm64") => "aarch64-linux-gnu-",
        ("linux-arm64", "linux-x64") => "x86_64-linux-gnu-",
        _ => null,
    };

    /// <summary>Null where this machine can make its executable, else the reason.</summary>
    internal string? Obstacle =>
        this == Own ? null
        : System != Own.System ? $"a native executable for {System} can be made on {System} only"
        : CrossTools is not { } prefix ? $"there is no cross compiler from {Own.Runtime}"
        : Command.Find("clang") is null ? "clang is not on PATH (Debian, Ubuntu: apt-get install clang)"
        : Command.Find($"{prefix}gcc") is null ? $"{prefix}gcc is not on PATH (Debian, Ubuntu: apt-get install gcc-{prefix.TrimEnd('-')})"
        : null;

    /// <summary>The platform with this name of .NET.</summary>
    internal static Platform Named(string runtime) => All.FirstOrDefault(platform => platform.Runtime == runtime)
        ?? throw new StepFailedException($"There is no release for {runtime}. Those that are released: {string.Join(", ", All.Select(one => one.Runtime))}.");

    public override string ToString() => $"{System}-{Processor}";

    private static string OwnSystem => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
