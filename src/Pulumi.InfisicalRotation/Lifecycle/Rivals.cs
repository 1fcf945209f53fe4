using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Two rotations of one account. Infisical takes both, and then one burns the credential that the other has in use, at a time when
/// nobody looks. Those of the project show in its list; two new ones of a stack only here.
/// </summary>
internal sealed class Rivals
{
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Remembers whose account it is; the resource that came before is returned, if another one did.</summary>
    public string? Claim(RotationInputs inputs, string urn) =>
        Account(inputs.Type, inputs.ConnectionId, Parameters(inputs)) is { } account && _owners.GetOrAdd(account, urn) is var owner && owner != urn ? owner : null;

    /// <summary>A rotation of the same account among these; null where there is none, or where that does no harm.</summary>
    public static Rotation? Among(ImmutableArray<Rotation> rotations, RotationInputs inputs) =>
        Account(inputs.Type, inputs.ConnectionId, Parameters(inputs)) is { } account
            ? rotations.FirstOrDefault(rotation => rotation.Type == inputs.Type.Slug
                && Account(inputs.Type, rotation.ConnectionId, WireJson.FromJson(rotation.Parameters)) == account)
            : null;

    private static PropertyMap Parameters(RotationInputs inputs) =>
        inputs.Value(inputs.Type.ParametersField) is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    /// <summary>Whose credential it is: what can't be changed without another one. Null where that is not known in full.</summary>
    private static string? Account(RotationType type, string? connectionId, PropertyMap parameters)
    {
        var parts = type.Parameters.Where(field => field.Replaces)
            .Select(field => (Field: field, Text: (Canonical.Of(field, parameters.Get(field.Name)) as PropertyValue.Text)?.Value))
            .ToImmutableArray();
        return type.RivalDamage is null || connectionId is null || parts.Any(part => part.Text is null && part.Field.IsRequired)
            ? null
            : string.Join('\n', [type.Slug, connectionId.ToUpperInvariant(), .. parts.Select(part => part.Text)]);
    }
}
