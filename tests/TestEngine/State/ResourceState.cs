using System.Collections.Immutable;
using TestEngine.Plugins;
using TestEngine.Values;

namespace TestEngine.State;

/// <summary>A resource as an engine remembers it between runs.</summary>
public sealed record ResourceState(string Urn, string Type, string Name)
{
    /// <summary>False for a component and for the stack itself: nothing to delete but the entry.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Read only: never changed or deleted.</summary>
    public bool IsExternal { get; init; }

    public string Id { get; init; } = "";

    public ValueMap Inputs { get; init; } = ValueMap.Empty;

    public ValueMap Outputs { get; init; } = ValueMap.Empty;

    public string Parent { get; init; } = "";

    /// <summary>URN of the provider resource that looks after it.</summary>
    public string Provider { get; init; } = "";

    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>By input, the resources it comes from.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Why it exists but not as asked; the next up updates it.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    public bool RefreshBeforeUpdate { get; init; }

    /// <summary>Replaced by another of the same URN, and still to be deleted.</summary>
    public bool IsToBeDeleted { get; init; }

    /// <summary>Deleted already in the course of a replacement, and still to be made anew.</summary>
    public bool IsPendingReplacement { get; init; }

    public bool IsProvider => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal);

    public ResourceIdentity Identity => new(Urn, Type, Name);

    /// <summary>Everything that must outlive it.</summary>
    public IEnumerable<string> Needs => Dependencies.Append(Parent).Append(Provider).Where(urn => urn.Length > 0);
}
