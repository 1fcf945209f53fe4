using System.Collections.Immutable;
using TestEngine;
using TestEngine.Language;
using TestEngine.Plugins;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Stacks run by the test engine with the published provider, apart from what the machine's user has.</summary>
internal static class EngineStack
{
    /// <summary>What names the user's settings or folders. Without a home, the provider stores nothing.</summary>
    private static readonly string[] Foreign = ["INFISICAL_", "AWS_", "PULUMI_", "HOME", "XDG_", "LOCALAPPDATA"];

    public static StackRunner Of(Server server, StackProgram program) => new(program, new EngineOptions
    {
        Providers = ImmutableDictionary<string, ProviderSource>.Empty.Add(
            "infisical-rotation", new ProviderSource.Executable(PublishedProvider.Executable)),
        Environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => Foreign.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .ToImmutableDictionary(name => name, string? (_) => null)
            .SetItems(server.EnvironmentFor().Select(entry => KeyValuePair.Create<string, string?>(entry.Key, entry.Value))),
    });
}
