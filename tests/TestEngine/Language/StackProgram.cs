using System.Collections.Immutable;

namespace TestEngine.Language;

/// <summary>
/// What is to be made: values are plain objects (texts, numbers, booleans, lists, dictionaries), in which a text may refer to
/// others as <c>${resource.output}</c>, <c>${variable}</c> or <c>${setting}</c>.
/// </summary>
public sealed record StackProgram(string Name)
{
    /// <summary>Settings with what they are where the stack says nothing; <c>package:key</c> is for a provider.</summary>
    public ImmutableDictionary<string, Setting> Settings { get; init; } = ImmutableDictionary<string, Setting>.Empty;

    public ImmutableDictionary<string, object?> Variables { get; init; } = ImmutableDictionary<string, object?>.Empty;

    public ImmutableArray<ResourceDeclaration> Resources { get; init; } = [];

    public ImmutableDictionary<string, object?> Outputs { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>By package, the directory that holds its executable.</summary>
    public ImmutableDictionary<string, string> ProviderDirectories { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The same program with one more resource.</summary>
    public StackProgram With(ResourceDeclaration resource) => this with { Resources = Resources.Add(resource) };

    /// <summary>The same program with one more resource, without options.</summary>
    public StackProgram With(string name, string type, IReadOnlyDictionary<string, object?> properties) =>
        With(new ResourceDeclaration(name, type, properties));

    public StackProgram WithOutput(string name, object? value) => this with { Outputs = Outputs.SetItem(name, value) };

    public StackProgram WithSetting(string name, object? value, bool isSecret = false) =>
        this with { Settings = Settings.SetItem(name, new Setting(value, isSecret)) };
}

/// <summary>A setting of the stack; no value means that it has to be given.</summary>
public sealed record Setting(object? Value, bool IsSecret);
