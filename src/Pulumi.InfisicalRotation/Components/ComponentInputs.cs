using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>The inputs of the component, each with the resources that it comes from.</summary>
internal sealed class ComponentInputs(ConstructCall call)
{
    public string ComponentName => call.Name;

    public bool IsPreview => call.IsPreview;

    public bool Has(Field field) => call.Inputs.Get(field.Name) is not null;

    public PropertyValue? Value(Field field) => call.Inputs.Get(field.Name);

    public ImmutableArray<string> DependenciesOf(Field field) =>
    [
        .. call.Dependencies.GetValueOrDefault(field.Name, [])
            .Union(Value(field)?.Dependencies() ?? [], StringComparer.Ordinal),
    ];

    public Derived? Get(Field field) =>
        Value(field) is { } value ? new Derived(value, DependenciesOf(field)) : null;

    /// <summary>
    /// A member of an object. It has the dependencies of its own outputs and those of the object that no member
    /// explains, as from a program that sends no outputs. A dependency too many can replace the IAM user together with
    /// a policy that is attached to it.
    /// </summary>
    public Derived? Get(Field whole, Field member)
    {
        if (Derived.Member(Value(whole), member) is not { } value)
        {
            return null;
        }

        var explained = whole.Fields
            .Select(one => Derived.Member(Value(whole), one))
            .SelectMany(one => one?.Dependencies() ?? []);
        return new Derived(
            value,
            [.. DependenciesOf(whole).Except(explained).Union(value.Dependencies(), StringComparer.Ordinal)]);
    }
}
