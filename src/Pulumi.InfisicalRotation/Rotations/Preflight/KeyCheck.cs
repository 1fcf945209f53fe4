using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
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
    /// <param name="reading">How the keys are read.</param>
    public Task<IamFindings> ForCreate(
        RotationInputs inputs,
        RotationTimes? predecessor,
        KeyReading reading,
        CallContext context,
        CancellationToken waits)
    {
        return Run(inputs, reading, context, Judge, waits);

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
    /// <param name="id">The id of the rotation.</param>
    /// <param name="rotation">Null if the server does not say when it rotated; then no key is known as retired.</param>
    /// <inheritdoc cref="ForCreate"/>
    public Task<IamFindings> ForRotation(
        RotationInputs inputs,
        string id,
        RotationTimes? rotation,
        KeyReading reading,
        CallContext context,
        CancellationToken waits)
    {
        return Run(inputs, reading, context, Judge, waits);

        async Task<IamFindings> Judge(AwsReads aws, string user, ImmutableArray<AccessKey> keys)
        {
            var times = rotation is null || keys.Length < 2
                ? rotation
                : rotation with { Others = await OthersOf(inputs, id, waits) };
            var slots = KeySlots.Of(keys, times?.On(aws.AheadOfInfisical));
            if (slots.Deleted is not { } deleted)
            {
                return new IamFindings(IsKnown: true)
                {
                    Notes = [IamMessages.DeletesNone(user, slots.Count)],
                    Warnings = times is not null && !KeySlots.HasActive(keys, times.On(aws.AheadOfInfisical))
                        && await IsOtherAccountPossible(aws, inputs, waits)
                            ? [IamMessages.NoKeyOfRotation(user, await aws.FindAccount(waits))]
                            : [],
                };
            }

            var key = await Show(aws, deleted, context, waits);
            return rotation is null ? Dangerous(inputs, IamMessages.DeletesUnclear(user, key))
                : slots.Owner switch
                {
                    KeyOwner.OwnRetired =>
                        new IamFindings(IsKnown: true) { Notes = [IamMessages.DeletesRetired(key)] },
                    KeyOwner.OwnActive =>
                        Dangerous(inputs, IamMessages.DeletesActive(user, key, OthersThan(deleted, keys))),
                    KeyOwner.Unproven => Dangerous(inputs, IamMessages.DeletesUnproven(user, key)),
                    KeyOwner.Unclear => Dangerous(inputs, IamMessages.DeletesUnclear(user, key)),
                    _ => Dangerous(inputs, IamMessages.DeletesForeign(user, key)),
                };
        }
    }

    /// <summary>
    /// When other rotations of the user issued keys; none where the list can't be read. Through another connection, the
    /// same name may be that of a user of another account.
    /// </summary>
    private async Task<ImmutableArray<IssueTime>> OthersOf(RotationInputs inputs, string id, CancellationToken waits)
    {
        if (inputs.ProjectId is not { } projectId)
        {
            return [];
        }

        try
        {
            var rotations = await session.Reads.Rotations(projectId, notBefore: null, waits);
            return
            [
                .. SameAccountCheck.Among(rotations, inputs)
                    .Where(other => other.Id != id)
                    .SelectMany(other => new[] { other.CreatedAt, other.LastRotatedAt })
                    .OfType<DateTimeOffset>()
                    .Select(time => new IssueTime(time)),
            ];
        }
        catch (ApiException)
        {
            return [];
        }
    }

    private async Task<IamFindings> Run(
        RotationInputs inputs,
        KeyReading reading,
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
            var accounts = await Accounts(aws, inputs, waits);
            if (accounts is { } known && known.Configured != known.Connection)
            {
                return OtherAccount(inputs, user, known, reading, context);
            }

            var otherConnection = accounts is null ? inputs.ConnectionId : null;
            return await aws.FindKeys(
                user, reading.NotBefore, reading.IsBeforeIssue, otherConnection, waits) is { } keys
                ? await judge(aws, user, keys)
                : NewKeyUnlisted(inputs, user);
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

    /// <summary>
    /// Most connections assume a role, which Infisical does not show. So this alone is no reason for a message.
    /// </summary>
    private static async Task<bool> IsOtherAccountPossible(
        AwsReads aws, RotationInputs inputs, CancellationToken waits) =>
        await Accounts(aws, inputs, waits) is null;

    /// <summary>
    /// The account whose keys are read, and the one where Infisical deletes keys; null where one is unknown. STS, which
    /// may be out of reach, is asked last.
    /// </summary>
    private static async Task<(string Configured, string Connection)?> Accounts(
        AwsReads aws, RotationInputs inputs, CancellationToken waits) =>
        inputs.ConnectionId is { } connectionId
        && await aws.FindAccountOf(connectionId, waits) is { } connection
        && await aws.FindAccount(waits) is { } configured
            ? (configured, connection)
            : null;

    /// <summary>A preview may run elsewhere than the update, with other credentials.</summary>
    private IamFindings OtherAccount(
        RotationInputs inputs,
        string user,
        (string Configured, string Connection) accounts,
        KeyReading reading,
        CallContext context)
    {
        var message = IamMessages.OtherAccount(
            inputs.Type, user, accounts.Connection, accounts.Configured, inputs.AllowDeletingOldestKey);
        if (!reading.IsPreview && !inputs.AllowDeletingOldestKey)
        {
            return new IamFindings(IsKnown: false) { Errors = [message] };
        }

        if (session.Run.IsFirst(new SharedWarning(WarningTopic.OtherAccount, accounts)))
        {
            context.Warn(message);
        }

        return IamFindings.None;
    }

    private static IamFindings NewKeyUnlisted(RotationInputs inputs, string user)
    {
        var message = IamMessages.NewKeyUnlisted(inputs.Type, user);
        return inputs.AllowDeletingOldestKey
            ? new IamFindings(IsKnown: false) { Warnings = [message] }
            : new IamFindings(IsKnown: false) { Errors = [message] };
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
