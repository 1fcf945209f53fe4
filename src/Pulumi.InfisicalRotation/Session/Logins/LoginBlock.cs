using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>The combinations in the object <c>auth</c> that are wrong although each value is right.</summary>
internal static class LoginBlock
{
    /// <param name="args">The configuration, decoded.</param>
    public static IEnumerable<InputError> Check(PropertyMap args)
    {
        if (args.Get(ProviderConfig.Auth.Name)?.Plain() is not PropertyValue.Map { Properties: var auth })
        {
            return [];
        }

        var isUnknown = LoginMethods.All.Any(method => auth.Get(method.Name) is PropertyValue.Unknown);
        var given = LoginMethods.All.Where(method => Has(auth, method.Name)).ToList();
        return isUnknown || given.Count == 1
            ? given.SelectMany(method => Sources(method, auth.Get(method.Name)))
            :
            [
                new InputError(
                    ProviderConfig.Auth.Name,
                    SettingsMessages.ExactlyOneOf(ProviderConfig.Auth.Fields),
                    IsHidden: true),
            ];
    }

    /// <summary>Two sources of one proof: nobody could tell which one counts.</summary>
    private static IEnumerable<InputError> Sources(LoginMethod method, PropertyValue? block)
    {
        if (block is not PropertyValue.Map { Properties: var map })
        {
            return [];
        }

        var given = method.Sources.Where(input => Has(map, input.Field.Name)).ToList();
        return given.Skip(1).Select(input => new InputError(
            method.PathOf(input), SettingsMessages.NotAllowedWith(given[0].Field), IsHidden: true));
    }

    /// <summary>An unknown value counts as present.</summary>
    private static bool Has(PropertyMap map, string name) => map.Get(name) is not (null or PropertyValue.Null);
}
