using System.Collections.Immutable;
using TestEngine.Values;

namespace TestEngine.Plugins;

// What a provider answered, taken off the wire and found to be within the rules.

/// <summary>A wrong input; an empty property means the resource as a whole.</summary>
public sealed record InputFailure(string Property, string Reason);

public sealed record CheckReply(ValueMap Inputs, ImmutableArray<InputFailure> Failures);

/// <summary>One property of a diff; <paramref name="Kind"/> in the protocol's words, such as <c>UpdateReplace</c>.</summary>
public sealed record PropertyChange(string Path, string Kind)
{
    public bool Replaces => Kind.EndsWith("Replace", StringComparison.Ordinal);
}

public sealed record DiffReply(bool Changes, bool Replaces, bool DeleteBeforeReplace, ImmutableArray<PropertyChange> Details);

/// <summary>A resource as a create, an update or a read left it; init errors mean it exists but not as asked.</summary>
public sealed record ResourceReply(string Id, ValueMap Outputs, ValueMap? Inputs, bool RefreshBeforeUpdate, ImmutableArray<string> InitErrors);

public sealed record ComponentReply(string Urn, ValueMap Outputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies);

public sealed record InvokeReply(ValueMap Result, ImmutableArray<InputFailure> Failures);

public sealed record ListedResource(string Id, string Name);

public sealed record ListPage(ImmutableArray<ListedResource> Resources, string ContinuationToken);

/// <summary>A call that ended with an error of the provider.</summary>
public sealed class ProviderErrorException(string call, string code, string message, ImmutableArray<InputFailure> failures) : Exception(message)
{
    public string Call { get; } = call;

    /// <summary>The gRPC status code, such as <c>InvalidArgument</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The wrong inputs of a component, where it named them.</summary>
    public ImmutableArray<InputFailure> Failures { get; } = failures;
}
