using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Two rotations of one account. Infisical accepts both, and later one invalidates the credential that the other has
/// published.
/// </summary>
internal sealed class SameAccountCheck : PreflightCheck
{
    public override Task<ImmutableArray<Finding>> Run(PreflightRequest request, SharedReads reads)
    {
        var holder = request.NameHolder;
        var other = Among(request.Listed, request.Inputs).FirstOrDefault(
            rotation => rotation.Id != request.OwnId && rotation != holder
                && !request.Stack.IsDeleted(rotation) && !GivesUpAccount(request, rotation));
        return Task.FromResult<ImmutableArray<Finding>>(other is not null
            ? [Finding.Warning(PreflightMessages.SameAccount(
                $"The rotation \"{other.Name}\" ({other.Id})", request.Inputs.Type))]
            : []);
    }

    /// <summary>In a preview, what counts of the stack's resources is what they become.</summary>
    private static bool GivesUpAccount(PreflightRequest request, Rotation rotation) => request.IsPreview
        && request.Stack.Of(rotation)?.Planned is { } planned
        && AccountsOf(planned).Intersect(AccountsOf(request.Inputs)).IsEmpty;

    /// <summary>
    /// The accounts of a rotation, as far as they are known: two logins are two accounts. Empty for a type whose
    /// rotations of one account do not affect each other.
    /// </summary>
    public static ImmutableHashSet<Account> AccountsOf(RotationInputs inputs) =>
        AccountsOf(inputs.Type, inputs.ConnectionId, ParametersOf(inputs));

    /// <summary>
    /// The accounts that the requested rotation and another one both rotate, through whichever connection: two
    /// connections may lead to one account.
    /// </summary>
    public static IEnumerable<string> SharedAccounts(RotationInputs inputs, Rotation other) =>
        other.Type == inputs.Type.Slug
            ? AccountsOf(inputs.Type, other.ConnectionId, ParametersOf(inputs))
                .Intersect(AccountsOf(inputs.Type, other))
                .Select(account => account.Name)
            : [];

    /// <summary>The rotations of one of the accounts, the requested one included.</summary>
    public static IEnumerable<Rotation> Among(ImmutableArray<Rotation> rotations, RotationInputs inputs)
    {
        var accounts = AccountsOf(inputs);
        return accounts.IsEmpty ? [] : RotationIndex.Of(rotations).WithAccount(inputs.Type, accounts);
    }

    /// <summary>The accounts of a rotation on the server.</summary>
    /// <param name="type">Its type.</param>
    public static ImmutableHashSet<Account> AccountsOf(RotationType type, Rotation rotation) =>
        AccountsOf(type, rotation.ConnectionId, FieldJson.FromJson(rotation.Parameters ?? []));

    private static PropertyMap ParametersOf(RotationInputs inputs) =>
        inputs.Value(inputs.Type.ParametersField) is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    private static ImmutableHashSet<Account> AccountsOf(
        RotationType type, string? connectionId, PropertyMap parameters) =>
        type.ConflictEffect is null || connectionId is null
            ? []
            :
            [
                .. type.Parameters.Where(field => field is { Replaces: true, IsRequired: true })
                    .Select(field => Canonical.Of(field, parameters.Get(field.Name)))
                    .OfType<PropertyValue.Text>()
                    .Select(name => new Account(type.Slug, connectionId.ToUpperInvariant(), name.Value)),
            ];
}
