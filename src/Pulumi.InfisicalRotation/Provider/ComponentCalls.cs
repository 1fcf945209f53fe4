using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

// What the engine asks of a component, and what a component asks of the engine, without anything of the wire.

/// <summary>
/// A component to be made. <paramref name="Inputs"/> may hold outputs with dependencies, unknowns and secrets;
/// <paramref name="Dependencies"/> are, by input, the resources it comes from.
/// </summary>
internal sealed record ConstructCall(
    string Type,
    string Name,
    PropertyMap Inputs,
    ImmutableDictionary<string, ImmutableArray<string>> Dependencies,
    bool IsPreview);

/// <summary>One child, to be registered below the component.</summary>
/// <param name="Type">Type token of the child.</param>
/// <param name="Name">Its name; by custom the component's name with a suffix.</param>
/// <param name="Inputs">Its inputs; unknowns and secrets stay marked.</param>
/// <param name="Dependencies">By input, the resources it comes from.</param>
internal sealed record ChildRegistration(
    string Type, string Name, PropertyMap Inputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies);

/// <summary>A child as the engine answers it. In a preview an output that is missing is unknown, and so is an empty id.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Id">Its id.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="IsUnknown">Nothing is known of it, preview or not: the engine passed it over, as with <c>--target</c>.</param>
internal sealed record RegisteredChild(string Urn, string Id, PropertyMap Outputs, bool IsUnknown);

/// <summary>Registers a child below the component; throws where the engine says that it failed.</summary>
internal delegate Task<RegisteredChild> RegisterChild(ChildRegistration child, CancellationToken cancellation);

/// <summary>The outputs of a component and, by output, the resources each comes from.</summary>
internal sealed record ConstructAnswer(PropertyMap Outputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies);

/// <summary>A wrong input of a component, at its property path; the path is empty where the value must not be printed, and stands in the reason.</summary>
internal sealed record InputError(string Path, string Reason);

/// <summary>The inputs of a component are wrong; all of them are told at once.</summary>
internal sealed class ComponentInputException(ImmutableArray<InputError> errors)
    : Exception(string.Join("\n", errors.Select(error => $"{error.Path} {error.Reason}".TrimStart())))
{
    /// <summary>The engine prints the value of a property that is named, and all inputs where none is.</summary>
    public bool MustNotBePrinted => Errors.Any(error => error.Path.Length == 0);

    public ImmutableArray<InputError> Errors { get; } = errors;
}
