using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>The id of the machine identity, which every method except universal auth and tokens needs.</summary>
internal static class IdentityInput
{
    /// <summary>The field.</summary>
    public const string Name = "identityId";

    /// <summary>The variable that all methods read.</summary>
    public const string Variable = "INFISICAL_MACHINE_IDENTITY_ID";

    /// <param name="own">The variables that only one method reads; they come first.</param>
    public static LoginInput Of(params ImmutableArray<string> own) =>
        LoginInput.Text(Name, "Id of the machine identity.", [.. own, Variable]).Required();
}
