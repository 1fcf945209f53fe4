using System.Collections.Immutable;
using TestEngine.Values;

namespace TestEngine.Plugins;

// What a provider is asked, one record for each call with more than two arguments.

/// <summary>Which resource a call is about.</summary>
public sealed record ResourceIdentity(string Urn, string Type, string Name);

public sealed record AutoNaming(string ProposedName, AutoNamingMode Mode);

public enum AutoNamingMode
{
    Propose,
    Enforce,
    Disable,
}

public sealed record DiffQuestion(
    ResourceIdentity Resource, string Id, ValueMap OldInputs, ValueMap OldOutputs, ValueMap NewInputs, ImmutableArray<string> IgnoreChanges);

public sealed record UpdateQuestion(
    ResourceIdentity Resource, string Id, ValueMap OldInputs, ValueMap OldOutputs, ValueMap NewInputs,
    ImmutableArray<string> IgnoreChanges, bool IsPreview);

/// <summary>A component to be made; <paramref name="Dependencies"/> are, by input, the resources it comes from.</summary>
public sealed record ComponentQuestion(
    string Type, string Name, string Parent, ValueMap Inputs,
    ImmutableDictionary<string, ImmutableArray<string>> Dependencies,
    ImmutableDictionary<string, string> Providers,
    ImmutableArray<string> DependsOn,
    bool IsPreview);

/// <summary>The stack a provider works for, as a component is told it.</summary>
public sealed record StackContext(string Project, string Stack, int Parallel, string MonitorAddress, ImmutableDictionary<string, Value> Config);
