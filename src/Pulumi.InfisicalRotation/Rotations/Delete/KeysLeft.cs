using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Delete;

/// <summary>
/// Looks at an IAM user after a deletion that failed while it revoked. Once one of the rotation's keys is gone, every
/// deletion that revokes fails, and deletes the other key all the same.
/// </summary>
internal static class KeysLeft
{
    /// <summary>
    /// The keys that the user still has; null if that is not known. That there are none counts only in the account of
    /// the connection: another account may have a user of the same name, or none.
    /// </summary>
    public static async Task<ImmutableArray<AccessKey>?> Of(ProviderSession session, RotationInputs inputs)
    {
        if (session.Aws is not { } aws || inputs.IamUser is not { } user)
        {
            return null;
        }

        ImmutableArray<AccessKey>? left = null;

        // IAM may list a deleted key for some seconds.
        await Polling.UntilTrue(session.Time, Polling.Short, async ended =>
        {
            try
            {
                left = await aws.ListedKeys(user, ended);
            }
            catch (AwsException fault)
            {
                left = fault.Kind == AwsErrorKind.NoSuchEntity ? [] : null;
            }

            return left is not { IsEmpty: false };
        });
        return left is { IsEmpty: true } && !await IsSameAccount(session, aws, inputs) ? null : left;
    }

    private static async Task<bool> IsSameAccount(ProviderSession session, AwsReads aws, RotationInputs inputs)
    {
        var result = await Polling.UntilTrue(session.Time, [TimeSpan.Zero], async ended =>
            inputs.ConnectionId is { } id && await aws.IsAccountOf(id, ended));
        return result.IsMet;
    }
}
