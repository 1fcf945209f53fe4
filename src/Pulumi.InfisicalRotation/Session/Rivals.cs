using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Two rotations of one account. Infisical takes both, and then one burns the credential that the other has in use, at a time when
/// nobody looks. Those of the project show in its list; two new ones of a stack only here.
/// </summary>
internal sealed class Rivals
{
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Remembers whose accounts they are; the resource that came before is returned, if another one did.</summary>
    public string? Claim(RotationInputs inputs, string urn) => Accounts(inputs.Type, inputs.ConnectionId, Parameters(inputs))
        .Select(account => _owners.GetOrAdd(account, urn))
        .ToImmutableArray()
        .FirstOrDefault(owner => owner != urn);

    /// <summary>A rotation of one of the same accounts among these; null where there is none, or where that does no harm.</summary>
    public static Rotation? Among(ImmutableArray<Rotation> rotations, RotationInputs inputs)
    {
        var accounts = Accounts(inputs.Type, inputs.ConnectionId, Parameters(inputs));
        return accounts.IsEmpty ? null : rotations.FirstOrDefault(rotation => rotation.Type == inputs.Type.Slug
            && !accounts.Intersect(Accounts(inputs.Type, rotation.ConnectionId, FieldJson.FromJson(rotation.Parameters))).IsEmpty);
    }

    private static PropertyMap Parameters(RotationInputs inputs) =>
        inputs.Value(inputs.Type.ParametersField) is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    /// <summary>Whose credentials they are, as far as that is known: two logins are two accounts. None where two rotations of one do no harm.</summary>
    private static ImmutableHashSet<string> Accounts(RotationType type, string? connectionId, PropertyMap parameters) =>
        type.RivalDamage is null || connectionId is null
            ? []
            :
            [
                .. type.Parameters.Where(field => field is { Replaces: true, IsRequired: true })
                    .Select(field => Canonical.Of(field, parameters.Get(field.Name))).OfType<PropertyValue.Text>()
                    .Select(account => $"{type.Slug}\n{connectionId.ToUpperInvariant()}\n{account.Value}"),
            ];
}
