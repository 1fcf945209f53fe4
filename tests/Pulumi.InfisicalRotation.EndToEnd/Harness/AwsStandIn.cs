using System.Runtime.InteropServices;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>The stand-in for the <c>aws</c> package, as the engine finds it.</summary>
internal static class AwsStandIn
{
    /// <summary>Below <c>plugins.providers</c> of a project file.</summary>
    public static string Plugin => $"\n    - name: aws\n      path: {Repository.At("artifacts", "bin", "AwsStandIn", "debug")}";

    /// <summary>Where it finds the account and, since it is no executable of its own, the runtime.</summary>
    public static IEnumerable<KeyValuePair<string, string>> EnvironmentFor(Server server) =>
    [
        new("AWS_STAND_IN_EMULATOR", server.Emulator.Address.ToString()),
        new("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."))),
    ];
}
