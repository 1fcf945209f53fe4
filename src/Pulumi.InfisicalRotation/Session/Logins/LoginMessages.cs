using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>Messages about login methods: why one was chosen, and what it lacks.</summary>
internal static class LoginMessages
{
    private const int MaxLength = 100;

    public static string ChosenByConfiguration(LoginMethod method) =>
        $"The login method is {method.Name}, because the configuration of the provider contains "
        + $"{LoginMethods.Auth}.{method.Name}.";

    public static string ChosenByName(LoginMethod method, string spelling) =>
        $"The login method is {method.Name}, because {LoginMethods.Variable} is {spelling}.";

    public static string ChosenByVariable(LoginMethod method, string variable) =>
        $"The login method is {method.Name}, because {variable} is set.";

    /// <summary>What to set where the proof of a method is missing.</summary>
    public static string Help(LoginMethod method)
    {
        if (method.Help is { } help)
        {
            return help;
        }

        var settings = Either(method.Sources.Select(method.PathOf));
        var variables = Either(method.Sources.SelectMany(input => input.Variables));
        return settings.Length == 0 ? ""
            : variables.Length == 0 ? $"Set {settings} of the provider."
            : $"Set {settings} of the provider, or {variables} in the environment.";
    }

    /// <param name="input">The input without a value.</param>
    /// <param name="isOfOtherServer">Whether the variables of the environment are for another server.</param>
    public static string IsRequired(LoginInput input, bool isOfOtherServer) =>
        FieldMessages.IsRequired(input.Field)
        + (input.Variables.IsEmpty ? ""
            : isOfOtherServer ? $" {SettingsMessages.EnvironmentOfOtherServer}"
            : $" It can also be set as {Either(input.Variables)} in the environment.");

    public static string SourceMissing(LoginMethod method) =>
        $"has nothing to log in with. {Help(method)}";

    public static string InvalidVariable(string variable, string expected) =>
        SettingsMessages.InvalidVariable(variable, FieldMessages.WrongFormat(shown: null, expected));

    /// <param name="present">A variable that is set.</param>
    /// <param name="missing">The inputs whose variables are not.</param>
    public static string OtherVariablesMissing(string present, ImmutableArray<LoginInput> missing) =>
        $"{present} is set, but {Names(missing)} {(missing.Length == 1 ? "is" : "are")} not.";

    /// <param name="spelling">The value of the variable.</param>
    /// <param name="missing">The inputs without a value; null if there is no such method.</param>
    public static string MethodWithoutCredentials(string spelling, ImmutableArray<LoginInput>? missing)
    {
        var method = Printable.Line(spelling, MaxLength);
        return missing is not { } inputs
            ? $"{LoginMethods.Variable} is {method}, which is no login method of this provider; give one of "
                + $"{string.Join(", ", LoginMethods.All.Select(one => one.Name))}."
            : $"{LoginMethods.Variable} is {method}, but the environment has no credentials for that method: set "
                + $"{Names(inputs)}.";
    }

    public static string NoMethod =>
        $"{IdentityInput.Variable} is set, but {LoginMethods.Variable} is not.";

    private static string Names(ImmutableArray<LoginInput> inputs) => string.Join(
        " and ", inputs.Select(input => input.Variables is [.., var last] ? last : input.Field.Name));

    private static string Either(IEnumerable<string> names) => names.ToList() switch
    {
        [] => "",
        [var only] => only,
        [.. var others, var last] => $"{string.Join(", ", others)} or {last}",
    };
}
