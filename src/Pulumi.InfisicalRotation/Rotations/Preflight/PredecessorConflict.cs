using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// What a replacement and its predecessor can't have at the same time. The server finds a conflict of names or secrets
/// late, and one of accounts never: deleting the predecessor would then revoke what the replacement has published.
/// </summary>
internal static class PredecessorConflict
{
    /// <summary>What both need, in words; empty if both can exist.</summary>
    public static ImmutableArray<string> Between(RotationInputs inputs, Rotation predecessor)
    {
        var isSamePlace = inputs.ProjectId == predecessor.ProjectId
            && inputs.Environment == predecessor.EnvironmentSlug
            && inputs.SecretPath == predecessor.FolderPath;
        var secrets = (predecessor.SecretsMapping ?? []).Select(pair => pair.Value?.ToString());
        return
        [
            .. isSamePlace && inputs.Name == predecessor.Name
                ? (ReadOnlySpan<string>)[$"the name \"{inputs.Name}\""]
                : [],
            .. isSamePlace
                ? inputs.SecretNames.Values.Intersect(secrets).Select(secret => $"the secret \"{secret}\"")
                : [],
            .. SameAccountCheck.SharedAccounts(inputs, predecessor).Select(account => $"the account \"{account}\""),
        ];
    }
}
