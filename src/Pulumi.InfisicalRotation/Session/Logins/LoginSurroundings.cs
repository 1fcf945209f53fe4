using Pulumi.InfisicalRotation.Api.Login.Proofs;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>What a login reads outside the configuration.</summary>
/// <param name="ReadVariable">Reads an environment variable; null if it is not set.</param>
/// <param name="ReadFile">Reads a file.</param>
internal sealed record LoginSurroundings(Func<string, string?> ReadVariable, Func<string, string> ReadFile)
{
    private const string OwnPrefix = "INFISICAL_";

    /// <summary>
    /// Infisical's variables are for another server than the configuration, so that none of them is read.
    /// </summary>
    public bool IsOfOtherServer { get; init; }

    /// <summary>The first variable that is set and not blank; null if there is none.</summary>
    public LoginValue? FirstOf(IEnumerable<string> variables)
    {
        foreach (var variable in variables)
        {
            if ((!IsOfOtherServer || !variable.StartsWith(OwnPrefix, StringComparison.Ordinal))
                && ReadVariable(variable)?.Trim() is { Length: > 0 } value)
            {
                return new LoginValue(value, variable);
            }
        }

        return null;
    }

    /// <param name="what">What the file is, as a message names it.</param>
    /// <param name="path">Its path.</param>
    public ProofFile File(string what, string path) => new(what, path, ReadFile);
}
