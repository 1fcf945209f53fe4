using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

// The calls of the engine and their answers, independent of the protocol.

internal enum AutoNamingMode
{
    Propose,
    Enforce,
    Disable,
}

/// <summary>The stack's automatic naming settings for one resource.</summary>
internal sealed record AutoNaming(AutoNamingMode Mode, string ProposedName);

internal sealed record CheckCall(
    string Type, string Name, string Urn, PropertyMap OldInputs, PropertyMap NewInputs, AutoNaming? AutoNaming);

internal sealed record CheckAnswer(PropertyMap Inputs, ImmutableArray<InputError> Errors);

internal sealed record DiffCall(
    string Type,
    string Urn,
    string Id,
    PropertyMap OldInputs,
    PropertyMap OldOutputs,
    PropertyMap NewInputs,
    ImmutableArray<string> IgnoreChanges);

internal enum ChangeKind
{
    Add,
    Delete,
    Update,
}

/// <summary>One changed property.</summary>
/// <param name="Path">Property path in the engine's notation (<c>parameters.userName</c>, <c>a[0]</c>).</param>
/// <param name="Replaces">Whether the change replaces the resource.</param>
internal sealed record PropertyChange(string Path, ChangeKind Kind, bool Replaces);

/// <summary>No changes means no diff.</summary>
internal sealed record DiffAnswer(ImmutableArray<PropertyChange> Changes, bool DeleteBeforeReplace);

internal sealed record CreateCall(string Type, string Name, PropertyMap Inputs, bool IsPreview);

/// <summary>In a preview the id is empty, and a missing output is unknown.</summary>
internal sealed record CreateAnswer(string Id, PropertyMap Outputs, bool RefreshBeforeUpdate);

/// <summary>State and inputs are null for an import.</summary>
internal sealed record ReadCall(string Type, string Name, string Id, PropertyMap? State, PropertyMap? Inputs);

/// <summary>A null answer to a read means that the resource is gone.</summary>
internal sealed record ReadAnswer(string Id, PropertyMap State, PropertyMap Inputs, bool RefreshBeforeUpdate);

internal sealed record UpdateCall(
    string Type,
    string Name,
    string Id,
    PropertyMap OldInputs,
    PropertyMap OldOutputs,
    PropertyMap NewInputs,
    ImmutableArray<string> IgnoreChanges,
    bool IsPreview);

internal sealed record UpdateAnswer(PropertyMap Outputs, bool RefreshBeforeUpdate);

internal sealed record DeleteCall(string Type, string Name, string Id, PropertyMap OldInputs, PropertyMap OldOutputs);

/// <summary>Limit and page size are maximum numbers of resources, in total and per page; 0 means no limit.</summary>
internal sealed record ListCall(string Type, PropertyMap Query, long Limit, long PageSize, string ContinuationToken);

internal sealed record ListedResource(string Id, string Name);

/// <summary>One page. The token of the last page is empty.</summary>
internal sealed record ListAnswer(ImmutableArray<ListedResource> Resources, string ContinuationToken);

/// <summary>A call of a function. It is also made during a preview.</summary>
internal sealed record InvokeCall(string Token, PropertyMap Arguments);

/// <summary>The results of a function. With errors in the arguments there are none.</summary>
internal sealed record InvokeAnswer(PropertyMap Results, ImmutableArray<InputError> Errors)
{
    public static InvokeAnswer Of(PropertyMap results) => new(results, []);

    /// <summary>An argument is wrong.</summary>
    public static InvokeAnswer Wrong(string argument, string reason) =>
        new(PropertyMap.Empty, [new InputError(argument, reason)]);
}
