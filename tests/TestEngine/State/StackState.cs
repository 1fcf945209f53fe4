using System.Collections.Immutable;
using TestEngine.Values;

namespace TestEngine.State;

/// <summary>What is remembered of a stack: resources in the order in which they were made, and the stack's outputs.</summary>
public sealed record StackState(ImmutableArray<ResourceState> Resources, ValueMap Outputs, ImmutableArray<string> PendingCreates)
{
    public static StackState Empty { get; } = new([], ValueMap.Empty, []);

    /// <summary>The resource of that URN; not one that only waits for its deletion.</summary>
    public ResourceState? Find(string urn) => Resources.FirstOrDefault(resource => resource.Urn == urn && !resource.IsToBeDeleted);

    /// <summary>The one resource of that name, whatever its type.</summary>
    public ResourceState Named(string name) =>
        Resources.Single(resource => resource.Name == name && !resource.IsProvider && !resource.IsToBeDeleted);
}
