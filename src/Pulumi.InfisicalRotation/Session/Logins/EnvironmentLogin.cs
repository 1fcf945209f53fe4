using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>
/// The login method of the environment: the one that INFISICAL_AUTH_METHOD names, or, where it is not set, the first one
/// whose variables are set. A misspelled name chooses none: another identity may have other rights.
/// </summary>
internal sealed class EnvironmentLogin(LoginSurroundings surroundings)
{
    /// <summary>The credentials; null if there are none, or they are incomplete.</summary>
    public Credentials? Credentials
    {
        get
        {
            foreach (var (values, reason) in Chosen)
            {
                if (values.Missing.IsEmpty && !values.Invalid.Any())
                {
                    return LoginSuppliers.Make(values) with
                    {
                        Choice = new LoginChoice(reason, LoginMessages.Help(values.Method)),
                    };
                }
            }

            return null;
        }
    }

    /// <summary>What is missing of incomplete credentials, as a sentence; null if they are complete or absent.</summary>
    public string? Partial
    {
        get
        {
            if (Credentials is not null)
            {
                return null;
            }

            if (Incomplete is var (values, present) && !values.Missing.IsEmpty)
            {
                return LoginMessages.OtherVariablesMissing(present, values.Missing);
            }

            return Spelling is { } spelling
                ? LoginMessages.MethodWithoutCredentials(spelling, Named?.Values.Missing)
                : surroundings.FirstOf([IdentityInput.Variable]) is not null ? LoginMessages.NoMethod : null;
        }
    }

    /// <summary>Variables whose values cannot be used, each with the expected format, where nothing else is complete.</summary>
    public IEnumerable<(string Variable, string Expected)> Invalid => Credentials is not null
        ? []
        : Chosen.SelectMany(choice => choice.Values.Invalid);

    private string? Spelling => surroundings.FirstOf([LoginMethods.Variable])?.Text;

    private (LoginValues Values, string Reason)? Named =>
        Spelling is { } spelling && LoginMethods.Find(spelling) is { } method
            ? (ValuesOf(method, spelling), LoginMessages.ChosenByName(method, spelling))
            : null;

    private IEnumerable<(LoginValues Values, string Reason)> Chosen =>
        Named is { } named ? [named]
        : Spelling is null ? ByVariables
        : [];

    private IEnumerable<(LoginValues Values, string Reason)> ByVariables =>
        from method in LoginMethods.ByVariables
        let own = surroundings.FirstOf(method.OwnVariables)
        where own is not null
        select (ValuesOf(method, spelling: null), LoginMessages.ChosenByVariable(method, own.Variable!));

    /// <summary>The chosen method, and the first of its variables that is set.</summary>
    private (LoginValues Values, string Present)? Incomplete
    {
        get
        {
            var values = Chosen.Select(choice => choice.Values).FirstOrDefault();
            return values is not null
                && surroundings.FirstOf(values.Method.Inputs.SelectMany(input => input.Variables)) is { } present
                    ? (values, present.Variable!)
                    : null;
        }
    }

    private LoginValues ValuesOf(LoginMethod method, string? spelling) =>
        new(method, PropertyMap.Empty, surroundings) { Spelling = spelling };
}
