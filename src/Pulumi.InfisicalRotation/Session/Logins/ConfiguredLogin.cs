using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>The login method of the configuration.</summary>
internal sealed class ConfiguredLogin
{
    private readonly LoginValues? _values;

    /// <param name="args">The configuration, decoded and plain.</param>
    /// <param name="surroundings">The environment and the files.</param>
    public ConfiguredLogin(PropertyMap args, LoginSurroundings surroundings)
    {
        // A part that is unknown in a preview must not be replaced by the environment's.
        if (args.Get(ProviderConfig.Auth.Name) is PropertyValue.Map { Properties: var auth } map && !map.HasUnknown()
            && LoginMethods.All.FirstOrDefault(one => auth.Get(one.Name) is PropertyValue.Map) is { } method)
        {
            _values = new LoginValues(method, ((PropertyValue.Map)auth[method.Name]).Properties, surroundings);
        }
    }

    /// <summary>The credentials; null if there are none, or they are incomplete.</summary>
    public Credentials? Credentials => _values is { Missing.IsEmpty: true } values && !values.Invalid.Any()
        ? LoginSuppliers.Make(values) with
        {
            Choice = new LoginChoice(
                LoginMessages.ChosenByConfiguration(values.Method), LoginMessages.Help(values.Method)),
        }
        : null;

    /// <summary>What is missing, as a sentence; null if nothing is.</summary>
    public string? Partial => Errors.ToList() is { Count: > 0 } errors ? string.Join(" ", errors) : null;

    /// <summary>What neither the configuration nor the environment has, and what in the environment is unusable.</summary>
    public IEnumerable<InputError> Errors => _values is not { } values
        ? []
        :
        [
            .. values.Missing.Where(input => input.IsRequired).Select(input => new InputError(
                values.Method.PathOf(input),
                LoginMessages.IsRequired(input, values.Surroundings.IsOfOtherServer),
                IsHidden: true)),
            .. values.Missing.Any(input => !input.IsRequired)
                ? [new InputError(
                    $"{LoginMethods.Auth}.{values.Method.Name}", LoginMessages.SourceMissing(values.Method), IsHidden: true)]
                : Array.Empty<InputError>(),
            .. values.Invalid.Select(value => new InputError(
                "", LoginMessages.InvalidVariable(value.Variable, value.Expected), IsHidden: true)),
        ];
}
