using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>Checks the inputs of the component, before anything is registered. It has no side effects.</summary>
internal static class ComponentCheck
{
    public static ImmutableArray<InputError> Run(ComponentInputs inputs, PropertyMap given)
    {
        var fields = RotatedAwsIamUserFields.Inputs.Replace(ComponentObjects.Connection, ConnectionOf(inputs));
        return
        [
            .. Pairs(inputs),
            .. InputCheck.Check(RotatedAwsIamUserFields.TypeName, fields, WithoutProviderDefaults(given)),
            .. NameErrors(inputs),
            .. RotatorErrors(inputs),
        ];
    }

    private static IEnumerable<InputError> Pairs(ComponentInputs inputs)
    {
        var pairs = new[]
        {
            (RotatedAwsIamUserFields.UserName, ComponentObjects.User, ComponentMessages.UserMissing, "IAM user"),
            (RotatedAwsIamUserFields.ConnectionId, ComponentObjects.Connection, ComponentMessages.ConnectionMissing,
                "connection"),
        };
        foreach (var (existing, created, missing, what) in pairs)
        {
            if (!inputs.Has(existing) && !inputs.Has(created))
            {
                yield return new InputError(existing.Name, missing);
            }
            else if (inputs.Has(existing) && inputs.Has(created))
            {
                yield return new InputError(
                    created.Name, ComponentMessages.Both(existing, what), IsHidden(inputs, created));
            }
        }
    }

    /// <summary>The credentials that a connection needs depend on its method.</summary>
    private static Field ConnectionOf(ComponentInputs inputs)
    {
        var type = AwsConnection.Type;
        return Text(inputs.Get(ComponentObjects.Connection, type.MethodField)) is { } method
            ? ComponentObjects.Connection with { Fields = type.InputsOf(method) }
            : ComponentObjects.Connection;
    }

    /// <summary>
    /// The rotation itself checks inputs with a provider default, because it knows the provider configuration.
    /// </summary>
    private static PropertyMap WithoutProviderDefaults(PropertyMap inputs) => RotatedAwsIamUserFields.Inputs
        .Where(field => field.HasProviderDefault && inputs.Get(field.Name) is null)
        .Aggregate(inputs, (all, field) => all.With(field.Name, PropertyValue.Unknown.Instance));

    private static IEnumerable<InputError> NameErrors(ComponentInputs inputs)
    {
        var isDefault = inputs.Value(ComponentObjects.User)?.Plain() is PropertyValue.Map
            && inputs.Get(ComponentObjects.User, ComponentObjects.UserName) is null;
        if (isDefault && Rules.IamUserName(inputs.ComponentName).Any())
        {
            yield return new InputError(
                PropertyPath.Member(ComponentObjects.User.Name, ComponentObjects.UserName.Name),
                ComponentMessages.NoUserName,
                IsHidden(inputs, ComponentObjects.User));
        }
    }

    private static IEnumerable<InputError> RotatorErrors(ComponentInputs inputs)
    {
        if (inputs.Value(ComponentObjects.Rotator)?.Plain() is not PropertyValue.Map)
        {
            yield break;
        }

        var role = inputs.Get(ComponentObjects.Rotator, ComponentObjects.RotatorRole);
        var user = inputs.Get(ComponentObjects.Rotator, ComponentObjects.RotatorUser);
        var isHidden = IsHidden(inputs, ComponentObjects.Rotator);
        var userPath = PropertyPath.Member(ComponentObjects.Rotator.Name, ComponentObjects.RotatorUser.Name);
        if (role is null && user is null)
        {
            yield return new InputError(ComponentObjects.Rotator.Name, ComponentMessages.RotatorEmpty, isHidden);
        }
        else if (role is not null && user is not null)
        {
            yield return new InputError(userPath, ComponentMessages.RotatorTwice, isHidden);
        }
        else if (Text(user) is { } name && name == Text(RotatedUser(inputs)))
        {
            yield return new InputError(userPath, ComponentMessages.RotatorIsUser, isHidden);
        }
    }

    private static Derived? RotatedUser(ComponentInputs inputs) => inputs.Has(ComponentObjects.User)
        ? inputs.Get(ComponentObjects.User, ComponentObjects.UserName) ?? new Derived(inputs.ComponentName, [])
        : inputs.Get(RotatedAwsIamUserFields.UserName);

    private static bool IsHidden(ComponentInputs inputs, Field field) =>
        field.HoldsSecret || (inputs.Value(field)?.HasSecret() ?? false);

    private static string? Text(Derived? derived) => (derived?.Value.Plain() as PropertyValue.Text)?.Value.Trim();
}
