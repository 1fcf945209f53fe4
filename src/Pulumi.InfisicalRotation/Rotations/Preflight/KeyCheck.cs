using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Finds the access key that Infisical deletes before it issues the next one, and refuses if that is not the rotation's
/// own retired key. If AWS cannot be read, nothing is known, and that is one warning.
/// </summary>
internal sealed class KeyCheck(ProviderSession session)
{
    /// <summary>Checks the first key of a new rotation.</summary>
    /// <param name="predecessor">A rotation of the same user that is deleted before; null for none.</param>
    /// <param name="notBefore">How old an answer may be; null for the usual lifetime.</param>
    public Task<IamFindings> ForCreate(
        RotationInputs inputs,
        RotationTimes? predecessor,
        DateTimeOffset? notBefore,
        CallContext context,
        CancellationToken waits)
    {
        return Run(inputs, notBefore, context, Judge, waits);

        async Task<IamFindings> Judge(AwsReads aws, string user, ImmutableArray<AccessKey> keys)
        {
            var left = predecessor is null ? keys : KeySlots.Without(keys, predecessor.On(aws.AheadOfInfisical));
            var slots = KeySlots.Of(left, null);
            return slots.Deleted is { } key
                ? Dangerous(inputs, IamMessages.DeletesForeign(user, await Show(aws, key, context, waits)))
                : new IamFindings(IsKnown: true)
                {
                    Notes = [IamMessages.DeletesNone(user, left.Length)],
                    Warnings = left is [var only]
                        ? [IamMessages.FirstRotationDeletes(user, await Show(aws, only, context, waits))]
                        : [],
                };
        }
    }

    /// <summary>Checks the next key of an existing rotation.</summary>
    /// <param name="rotation">Null if the server does not say when it rotated; then no key is known as retired.</param>
    /// <inheritdoc cref="ForCreate"/>
    public Task<IamFindings> ForRotation(
        RotationInputs inputs,
        RotationTimes? rotation,
        DateTimeOffset? notBefore,
        CallContext context,
        CancellationToken waits)
    {
        return Run(inputs, notBefore, context, Judge, waits);

        async Task<IamFindings> Judge(AwsReads aws, string user, ImmutableArray<AccessKey> keys)
        {
            var slots = KeySlots.Of(keys, rotation?.On(aws.AheadOfInfisical));
            if (slots.Deleted is not { } deleted)
            {
                return new IamFindings(IsKnown: true) { Notes = [IamMessages.DeletesNone(user, slots.Count)] };
            }

            var key = await Show(aws, deleted, context, waits);
            return rotation is null ? Dangerous(inputs, IamMessages.DeletesUnclear(user, key))
                : slots.Owner switch
                {
                    KeyOwner.OwnRetired =>
                        new IamFindings(IsKnown: true) { Notes = [IamMessages.DeletesRetired(key)] },
                    KeyOwner.OwnActive =>
                        Dangerous(inputs, IamMessages.DeletesActive(user, key, OthersThan(deleted, keys))),
                    KeyOwner.Unclear => Dangerous(inputs, IamMessages.DeletesUnclear(user, key)),
                    _ => Dangerous(inputs, IamMessages.DeletesForeign(user, key)),
                };
        }
    }

    private async Task<IamFindings> Run(
        RotationInputs inputs,
        DateTimeOffset? notBefore,
        CallContext context,
        Func<AwsReads, string, ImmutableArray<AccessKey>, Task<IamFindings>> judge,
        CancellationToken waits)
    {
        if (session.Aws is not { } aws || inputs.IamUser is not { } user)
        {
            return IamFindings.None;
        }

        try
        {
            return await judge(aws, user, await aws.Keys(user, notBefore, waits));
        }
        catch (AwsException fault) when (fault.Kind is AwsErrorKind.NoSuchEntity)
        {
            return new IamFindings(IsKnown: true)
            {
                IsUserMissing = true,
                Errors = [IamMessages.UserMissing(inputs.Type, user, await aws.FindAccount(waits))],
            };
        }
        catch (AwsException fault)
        {
            session.WarnOnce(context, WarningTopic.AwsNotChecked, fault, IamMessages.KeysNotChecked(fault));
            return IamFindings.None;
        }
    }

    private static IamFindings Dangerous(RotationInputs inputs, string danger) => inputs.AllowDeletingOldestKey
        ? new IamFindings(IsKnown: true) { Warnings = [IamMessages.Allowed(danger)] }
        : new IamFindings(IsKnown: true) { Errors = [IamMessages.Refused(inputs.Type, danger)] };

    /// <summary>The key with its age and last use. Without the permission to read the use it is unknown.</summary>
    private async Task<string> Show(AwsReads aws, AccessKey key, CallContext context, CancellationToken waits)
    {
        try
        {
            return IamMessages.Key(key, await aws.Use(key.Id, waits), aws.Now);
        }
        catch (AwsException fault)
        {
            session.WarnOnce(context, WarningTopic.KeyUseUnknown, fault, IamMessages.KeyUseUnknown(fault));
            return IamMessages.Key(key, null, aws.Now);
        }
    }

    private static string OthersThan(AccessKey key, ImmutableArray<AccessKey> keys) =>
        string.Join(", ", keys.Where(other => other != key).Select(other => other.Id));
}
