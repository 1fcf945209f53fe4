using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

// The calls between the engine and a component, independent of the protocol.

/// <summary>A component to construct.</summary>
/// <param name="Inputs">May hold outputs with dependencies, unknowns and secrets.</param>
/// <param name="Dependencies">By input: URNs of the resources that the input comes from.</param>
internal sealed record ConstructCall(
    string Type,
    string Name,
    PropertyMap Inputs,
    ImmutableDictionary<string, ImmutableArray<string>> Dependencies,
    bool IsPreview);

/// <summary>A child resource to register under the component.</summary>
/// <param name="Type">Type token of the child.</param>
/// <param name="Name">Name of the child; by convention the component's name with a suffix.</param>
/// <param name="Inputs">May hold unknowns and secrets.</param>
/// <param name="Dependencies">By input: URNs of the resources that the input comes from.</param>
internal sealed record ChildRegistration(
    string Type, string Name, PropertyMap Inputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies)
{
    /// <summary>
    /// Whether a replacement deletes the old resource first, also where the engine decides it without asking the
    /// provider, or where the provider asks for the opposite. Null: the provider decides.
    /// </summary>
    public bool? DeleteBeforeReplace { get; init; }

    /// <summary>
    /// URNs of resources that no input comes from, but that exist before the child and longer than it.
    /// </summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Inputs whose change replaces the child, also where its provider could update it in place.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];
}

/// <summary>
/// A child as the engine returns it. In a preview a missing output is unknown, and so is an empty id.
/// </summary>
/// <param name="IsUnknown">The engine skipped the child, as with <c>--target</c>: nothing is known about it.</param>
internal sealed record RegisteredChild(string Urn, string Id, PropertyMap Outputs, bool IsUnknown);

/// <summary>Registers a child under the component.</summary>
/// <exception cref="RefusalException">The child failed, or the engine has ended the deployment.</exception>
internal delegate Task<RegisteredChild> RegisterChild(ChildRegistration child, CancellationToken cancellation);

/// <param name="Dependencies">By output: URNs of the resources that the output comes from.</param>
internal sealed record ConstructAnswer(
    PropertyMap Outputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies);

/// <summary>The inputs of a component are wrong. All errors are reported together.</summary>
internal sealed class ComponentInputException(ImmutableArray<InputError> errors) : Exception(string.Join("\n", errors))
{
    /// <summary>The CLI prints all inputs for an error with an empty path, so such errors go without details.</summary>
    public bool HasErrorWithoutPath => Errors.Any(error => error.Path.Length == 0);

    public ImmutableArray<InputError> Errors { get; } = errors;
}
