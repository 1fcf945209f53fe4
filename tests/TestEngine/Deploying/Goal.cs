using System.Collections.Immutable;
using TestEngine.Plugins;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>A resource as a program, or a component, wants it to be.</summary>
internal sealed record Goal(ResourceIdentity Resource, string Parent, string Provider, ValueMap Inputs)
{
    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public string ImportId { get; init; } = "";

    public bool DeleteBeforeReplace { get; init; }
}

/// <summary>A resource as the program sees it afterwards; in a preview, what is not in the outputs may still be unknown.</summary>
internal sealed record Registered(string Urn, string? Id, ValueMap Outputs, bool MissingIsUnknown);
