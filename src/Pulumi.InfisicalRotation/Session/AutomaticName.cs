using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// The name of an object whose program gives none: its current name, else the one of the stack's automatic naming,
/// else the resource name as a slug. Never a random one, because a second attempt must find the first.
/// </summary>
/// <param name="field">The input that is the name.</param>
/// <param name="kind">What is named, such as <c>rotation</c>.</param>
internal sealed class AutomaticName(Field field, string kind)
{
    /// <param name="inputs">The inputs of the program.</param>
    /// <param name="olds">The inputs before, or those of the object that is replaced; empty for a new resource.</param>
    /// <param name="call">The check that they belong to.</param>
    public (PropertyMap Inputs, InputError? Error) Apply(PropertyMap inputs, PropertyMap olds, CheckCall call)
    {
        if (inputs.Get(field.Name) is not null)
        {
            return (inputs, null);
        }

        if (olds.Get(field.Name) is { } current)
        {
            return (inputs.With(field.Name, current), null);
        }

        var (name, reason) = Derive(call);
        return name is not null
            ? (inputs.With(field.Name, name), null)
            : (inputs, new InputError(field.Name, reason!));
    }

    private (string? Name, string? Reason) Derive(CheckCall call)
    {
        var maxLength = field.MaxLength ?? int.MaxValue;
        if (call.AutoNaming is { Mode: AutoNamingMode.Disable })
        {
            return (null, NameMessages.AutoNamingDisabled);
        }

        if (call.AutoNaming is { Mode: AutoNamingMode.Enforce, ProposedName: var enforced })
        {
            return TextFormats.IsSlug(enforced) && enforced.Length <= maxLength
                ? (enforced, null)
                : (null, NameMessages.EnforcedNameInvalid(enforced, kind, maxLength));
        }

        var source = call.AutoNaming is { ProposedName: { Length: > 0 } proposed } ? proposed : call.Name;
        var slug = TextFormats.Slug(source, maxLength);
        return slug.Length > 0 ? (slug, null) : (null, NameMessages.NoNameFromResource(call.Name, kind));
    }
}
