using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// The name of a rotation whose program gives none: its current name, else the one of the stack's automatic naming,
/// else the resource name as a slug. Never a random one, because a second attempt must find the first.
/// </summary>
internal static class AutomaticName
{
    public static (PropertyMap Inputs, InputError? Error) Apply(PropertyMap inputs, CheckCall call)
    {
        if (inputs.Get(Envelope.Name.Name) is not null)
        {
            return (inputs, null);
        }

        if (call.OldInputs.Get(Envelope.Name.Name) is { } current)
        {
            return (inputs.With(Envelope.Name.Name, current), null);
        }

        var (name, reason) = Derive(call);
        return name is not null
            ? (inputs.With(Envelope.Name.Name, name), null)
            : (inputs, new InputError(Envelope.Name.Name, reason!));
    }

    private static (string? Name, string? Reason) Derive(CheckCall call)
    {
        if (call.AutoNaming is { Mode: AutoNamingMode.Disable })
        {
            return (null, CheckMessages.AutoNamingDisabled);
        }

        if (call.AutoNaming is { Mode: AutoNamingMode.Enforce, ProposedName: var enforced })
        {
            return TextFormats.IsSlug(enforced) && enforced.Length <= Envelope.Name.MaxLength
                ? (enforced, null)
                : (null, CheckMessages.EnforcedNameInvalid(enforced));
        }

        var source = call.AutoNaming is { ProposedName: { Length: > 0 } proposed } ? proposed : call.Name;
        var slug = TextFormats.Slug(source, Envelope.Name.MaxLength ?? int.MaxValue);
        return slug.Length > 0 ? (slug, null) : (null, CheckMessages.NoNameFromResource(call.Name));
    }
}
