using System.Collections.Immutable;

namespace TestEngine.Plugins;

/// <summary>What a provider process is started in.</summary>
internal sealed record ProviderSurroundings(string EngineAddress, string WorkingDirectory, ImmutableDictionary<string, string?> Environment);
