using System.Collections.Concurrent;
using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>
/// The providers of one run, by URN of their provider resource. Before the program runs they are configured from the state;
/// what the program registers decides whether they go on so or start anew.
/// </summary>
internal sealed class ProviderPool(RunContext run, ProviderSurroundings around) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderInstance>>> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _defaults = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ProviderInstance> _started = [];

    /// <summary>The provider that a resource of the state names, configured as the state says.</summary>
    public Task<ProviderInstance> FromStateAsync(string urn) => _instances.GetOrAdd(urn, key => new(async () =>
    {
        var known = run.Journal.State.Find(key) ?? throw new ProgramException($"The state has no provider {key}.");
        var instance = await StartAsync(PackageOf(known.Type));
        await instance.ConfigureAsync(known.Urn, known.Id, known.Name, known.Inputs);
        return instance;
    })).Value;

    /// <summary>The default provider of a package, registered when the first resource asks for it.</summary>
    public Task<string> DefaultAsync(string package) => _defaults.GetOrAdd(package, key => new(() =>
        RegisterAsync(key, "default", DefaultConfiguration(key), ""))).Value;

    /// <summary>Registers a provider resource and answers its URN.</summary>
    public async Task<string> RegisterAsync(string package, string name, ValueMap settings, string parent)
    {
        var type = "pulumi:providers:" + package;
        var resource = new ResourceIdentity(Urn.Of(run.Options.Stack, run.Program.Name, parent, type, name), type, name);
        run.Register(resource.Urn);
        var known = run.Journal.State.Find(resource.Urn);
        var instance = await StartAsync(package);
        var news = settings.With("version", new Value.Text(instance.Session.Version));
        var check = await instance.CheckConfigAsync(resource.Urn, name, known?.Inputs ?? ValueMap.Empty, news, run.IsPreview);
        if (check.Failures.Length > 0)
        {
            throw new CheckFailedException(resource, check.Failures);
        }

        var id = known?.Id ?? (run.IsPreview ? Signatures.Unknown : Guid.NewGuid().ToString());
        var isChanged = known is null || await instance.DiffConfigAsync(resource.Urn, name, known.Inputs, known.Outputs, check.Inputs);
        await SettleAsync(resource, instance, isChanged ? null : known, id, check.Inputs);
        run.Journal.Put(new ResourceState(resource.Urn, type, name)
        {
            IsCustom = true,
            Id = id,
            Inputs = check.Inputs,
            Outputs = check.Inputs,
            Parent = parent,
        });
        return resource.Urn;
    }

    public Task<ProviderInstance> InstanceAsync(string urn) => _instances[urn].Value;

    /// <summary>The user pressed Ctrl-C: everything under way is to end.</summary>
    public async Task CancelAsync() => await Task.WhenAll(_started.Select(instance => instance.CancelAsync(TimeSpan.FromSeconds(30))));

    public async Task CloseAsync()
    {
        foreach (var instance in _started)
        {
            await instance.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _started)
        {
            await instance.DisposeAsync();
        }
    }

    public static string PackageOf(string providerType) => providerType["pulumi:providers:".Length..];

    /// <summary>
    /// Goes on with the configuration of the state where the provider says that nothing changed, even if something did: so does an engine.
    /// </summary>
    private async Task SettleAsync(ResourceIdentity resource, ProviderInstance fresh, ResourceState? unchanged, string id, ValueMap inputs)
    {
        if (unchanged is not null && _instances.ContainsKey(resource.Urn))
        {
            await fresh.CloseAsync();
            return;
        }

        if (_instances.TryRemove(resource.Urn, out var earlier))
        {
            await (await earlier.Value).CloseAsync();
        }

        var configuration = unchanged?.Inputs ?? inputs;
        if (!configuration.HoldsUnknown)
        {
            await fresh.ConfigureAsync(resource.Urn, id, resource.Name, configuration);
        }

        _instances[resource.Urn] = new(Task.FromResult(fresh));
    }

    private async Task<ProviderInstance> StartAsync(string package)
    {
        var source = run.Options.Providers.GetValueOrDefault(package)
            ?? (run.Program.ProviderDirectories.GetValueOrDefault(package) is { } directory
                ? ProviderSource.In(directory, package)
                : throw new ProgramException($"No provider is known for the package {package}."));
        var instance = await ProviderInstance.StartAsync(source, around, run.Ended);
        _started.Add(instance);
        return instance;
    }

    /// <summary>Settings reach a default provider as texts, whatever they are; secrets stay marked.</summary>
    private ValueMap DefaultConfiguration(string package) => ValueMap.From(
        Settings.Of(run.Program, run.Options).Where(entry => entry.Key.StartsWith(package + ":", StringComparison.Ordinal)).Select(entry =>
        {
            Value text = new Value.Text(entry.Value.ToConfigText());
            return KeyValuePair.Create(entry.Key[(package.Length + 1)..], entry.Value.HoldsSecret ? new Value.Secret(text) : text);
        }));
}
