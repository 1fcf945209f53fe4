using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>Registers the children of one component.</summary>
internal sealed class Children(ComponentInputs inputs, RegisterChild register, CancellationToken cancelled)
{
    /// <param name="type">Type token.</param>
    /// <param name="suffix">Follows the name of the component in that of the child.</param>
    /// <param name="properties">The inputs of the child; null for an absent one.</param>
    /// <param name="options">Sets the resource options.</param>
    public async Task<Child> Register(
        string type,
        string suffix,
        IEnumerable<(string Name, Derived? Value)> properties,
        Func<ChildRegistration, ChildRegistration>? options = null)
    {
        var given = properties.Where(property => property.Value is not null).ToImmutableArray();
        var registration = new ChildRegistration(
            type,
            inputs.ComponentName + suffix,
            PropertyMap.From(given.Select(property => KeyValuePair.Create(property.Name, property.Value!.Value))),
            given.ToImmutableDictionary(property => property.Name, property => property.Value!.Dependencies));
        var answer = await register(options?.Invoke(registration) ?? registration, cancelled);
        return new Child(
            registration.Inputs,
            // An unchanged child comes back as it was stored, without a newly added secret wrapper.
            answer with { Outputs = SecretMarks.Copy(registration.Inputs, answer.Outputs) },
            inputs.IsPreview || answer.IsUnknown);
    }
}

/// <summary>A registered child.</summary>
/// <param name="Sent">The inputs that were sent. A transform of the program may have changed them since.</param>
/// <param name="Answer">The outputs, with the secret wrappers of the inputs.</param>
/// <param name="MayBeUnknown">A missing output is unknown, not absent.</param>
internal sealed record Child(PropertyMap Sent, RegisteredChild Answer, bool MayBeUnknown)
{
    public PropertyMap Outputs => Answer.Outputs;

    /// <summary>Whether the resource exists, as far as the engine tells.</summary>
    public bool Exists => Answer.Id.Length > 0 && !Answer.IsUnknown;

    /// <summary>The id; unknown while the resource does not exist.</summary>
    public Derived Id => new(
        Answer.Id.Length > 0 ? Answer.Id : PropertyValue.Unknown.Instance, [Answer.Urn]);

    /// <summary>An output that the child always has, or else the input of that name.</summary>
    public Derived Output(string name) => new(
        Outputs.Get(name) ?? Sent.Get(name) ?? PropertyValue.Unknown.Instance, [Answer.Urn]);
}
