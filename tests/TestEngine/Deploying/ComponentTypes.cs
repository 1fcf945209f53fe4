using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using TestEngine.Language;
using TestEngine.Plugins;

namespace TestEngine.Deploying;

/// <summary>Which types of a package are components: its schema says so.</summary>
internal sealed class ComponentTypes
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ImmutableDictionary<string, bool>>>> _byPackage = new(StringComparer.Ordinal);

    public async Task<bool> IsComponentAsync(string token, ProviderSession session)
    {
        var package = State.Urn.PackageOf(token);
        var types = await _byPackage.GetOrAdd(package, _ => new(() => ReadAsync(session))).Value;
        return types.Count > 0 && !types.ContainsKey(token)
            ? throw new ProgramException($"The package {package} has no resource type {token}.")
            : types.GetValueOrDefault(token);
    }

    private static async Task<ImmutableDictionary<string, bool>> ReadAsync(ProviderSession session)
    {
        using var schema = JsonDocument.Parse(await session.GetSchemaAsync());
        return schema.RootElement.TryGetProperty("resources", out var resources)
            ? resources.EnumerateObject().ToImmutableDictionary(
                resource => resource.Name,
                resource => resource.Value.TryGetProperty("isComponent", out var mark) && mark.GetBoolean())
            : ImmutableDictionary<string, bool>.Empty;
    }
}
