using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

// What the engine asks of a resource and what it is answered, without anything of the wire.

/// <summary>How serious a line in the engine's log is.</summary>
internal enum LogLevel
{
    Debug,
    Info,
    Warning,
}

/// <summary>
/// What every call brings along: where its messages go and what ends its waiting.
/// </summary>
/// <param name="Log">Writes a line into the engine's log, at the resource the call is about. Never throws.</param>
/// <param name="Cancelled">The user pressed Ctrl-C, or the engine's time-out for this call ran out: end waits, finish what must not be left half done.</param>
/// <param name="Abandoned">The engine is gone (call dropped, standard input at its end): nobody will record the answer.</param>
internal sealed record CallContext(Action<LogLevel, string> Log, CancellationToken Cancelled, CancellationToken Abandoned);

internal enum AutoNamingMode
{
    Propose,
    Enforce,
    Disable,
}

internal sealed record AutoNaming(AutoNamingMode Mode, string ProposedName);

internal sealed record CheckCall(string Type, string Name, string Urn, PropertyMap OldInputs, PropertyMap NewInputs, AutoNaming? AutoNaming);

/// <summary>A wrong input. <paramref name="Property"/> is its path, or empty where the engine must not print the value.</summary>
internal sealed record CheckFailure(string Property, string Reason);

internal sealed record CheckAnswer(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures);

internal sealed record DiffCall(
    string Type, string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs, ImmutableArray<string> IgnoreChanges);

internal enum ChangeKind
{
    Add,
    Delete,
    Update,
}

/// <summary>One property that changes; <paramref name="Path"/> in the engine's notation (<c>parameters.userName</c>, <c>a[0]</c>).</summary>
internal sealed record PropertyChange(string Path, ChangeKind Kind, bool Replaces);

/// <summary>No changes means no diff. Any change that replaces means the old resource is deleted first.</summary>
internal sealed record DiffAnswer(ImmutableArray<PropertyChange> Changes, bool DeleteBeforeReplace);

internal sealed record CreateCall(string Type, string Name, string Urn, PropertyMap Inputs, bool IsPreview);

/// <summary>In a preview the id is empty and what is left out of the outputs is not known yet.</summary>
internal sealed record CreateAnswer(string Id, PropertyMap Outputs, bool RefreshBeforeUpdate);

/// <summary>State and inputs are null where the engine knows nothing yet: an import.</summary>
internal sealed record ReadCall(string Type, string Name, string Urn, string Id, PropertyMap? State, PropertyMap? Inputs);

/// <summary>A null answer to a read means the resource is gone.</summary>
internal sealed record ReadAnswer(string Id, PropertyMap State, PropertyMap Inputs, bool RefreshBeforeUpdate);

internal sealed record UpdateCall(
    string Type, string Name, string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs,
    ImmutableArray<string> IgnoreChanges, bool IsPreview);

internal sealed record UpdateAnswer(PropertyMap Outputs, bool RefreshBeforeUpdate);

internal sealed record DeleteCall(string Type, string Name, string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs);

/// <summary>How many are wanted at most, in all and in one page; zero means any number.</summary>
internal sealed record ListCall(string Type, PropertyMap Query, long Limit, long PageSize, string ContinuationToken);

internal sealed record ListedResource(string Id, string Name);

/// <summary>One page; an empty token means it was the last.</summary>
internal sealed record ListAnswer(ImmutableArray<ListedResource> Resources, string ContinuationToken);
