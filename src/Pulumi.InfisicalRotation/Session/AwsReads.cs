using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Aws.Iam;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Reads of AWS that the resources of a session share.</summary>
/// <param name="options">Where and how AWS is read.</param>
/// <param name="infisical">Shows the app connections.</param>
/// <param name="run">Knows the connections that the program declares.</param>
internal sealed class AwsReads(AwsOptions options, InfisicalClient infisical, RunState run) : IDisposable
{
    private const string App = "aws";

    /// <summary>
    /// AWS refuses requests whose time is off by five minutes, Infisical's too. A larger difference is a wrong
    /// measurement.
    /// </summary>
    private static readonly TimeSpan LargestDifference = TimeSpan.FromMinutes(10);

    private readonly AwsClient _aws = new(options);
    private readonly ReadCache<string, IamUser> _users = new(options.TimeProvider);
    private readonly ReadCache<string, ImmutableArray<AccessKey>> _keys = new(options.TimeProvider);
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _seen =
        new(StringComparer.OrdinalIgnoreCase);

    // The keys from before one was issued in this run, until IAM lists that one.
    private readonly ConcurrentDictionary<string, Issue> _issued =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly ReadCache<string, KeyUse> _uses = new(options.TimeProvider);
    private readonly ReadCache<string, string?> _rotators = new(options.TimeProvider);
    private readonly ReadCache<string, string?> _accounts = new(options.TimeProvider);
    private readonly ReadCache<(string, string), ImmutableArray<SimulatedAction>> _simulations =
        new(options.TimeProvider);

    /// <summary>The time of AWS.</summary>
    public DateTimeOffset Now => _aws.Now;

    /// <summary>How far AWS's clock is ahead of Infisical's; zero until both are known.</summary>
    public TimeSpan AheadOfInfisical =>
        _aws.IsTimeKnown && infisical.IsTimeKnown && _aws.Now - infisical.Now is var difference
        && difference.Duration() <= LargestDifference
            ? difference
            : TimeSpan.Zero;

    public Task<IamUser> User(string userName, CancellationToken cancelled) =>
        _users.Get(userName, null, token => _aws.Iam.GetUser(userName, token), cancelled);

    /// <summary>
    /// The access keys of a user, oldest first. If a key was issued in this run that IAM does not list yet, it is asked
    /// for some seconds: with one key more, the next one deletes the oldest.
    /// </summary>
    /// <param name="userName">The user.</param>
    /// <param name="notBefore">How old the answer may be; null for the usual lifetime.</param>
    /// <param name="isBeforeIssue">
    /// The user's lock is held: the next key is not among them. Another read may see it before
    /// <see cref="RecordIssue"/> is called.
    /// </param>
    /// <param name="otherConnection">
    /// The connection of the next key, if it may be of another account than the one that is read: keys that another
    /// connection issued for a user of this name may then be those of another user.
    /// </param>
    /// <param name="cancelled">Ends the wait.</param>
    /// <returns>Null where IAM still does not list a key that certainly was issued.</returns>
    public async Task<ImmutableArray<AccessKey>?> FindKeys(
        string userName,
        DateTimeOffset? notBefore,
        bool isBeforeIssue,
        string? otherConnection,
        CancellationToken cancelled)
    {
        var keys = await Listed(notBefore);
        var isMissing = _issued.TryGetValue(userName, out var issue) && !HasNew(keys);
        if (isMissing)
        {
            await Polling.UntilTrueOrCancelled(
                options.TimeProvider,
                Polling.Short,
                async _ => HasNew(keys = await Listed(options.TimeProvider.GetUtcNow())),
                cancelled);
            isMissing = !HasNew(keys);
        }

        if (isBeforeIssue)
        {
            _seen[userName] = [.. keys.Select(key => key.Id)];
        }

        if (isMissing && issue!.IsCertain && (otherConnection is null || otherConnection == issue.ConnectionId))
        {
            return null;
        }

        if (issue is not null)
        {
            _issued.TryRemove(KeyValuePair.Create(userName, issue));
        }

        return keys;

        Task<ImmutableArray<AccessKey>> Listed(DateTimeOffset? since) =>
            _keys.Get(userName, since, token => _aws.Iam.ListAccessKeys(userName, token), cancelled);

        bool HasNew(ImmutableArray<AccessKey> listed) => listed.Any(key => !issue!.Before.Contains(key.Id));
    }

    /// <summary>The access keys that IAM lists now, without those that it does not know yet.</summary>
    public Task<ImmutableArray<AccessKey>> ListedKeys(string userName, CancellationToken cancelled) =>
        _keys.Get(
            userName,
            options.TimeProvider.GetUtcNow(),
            token => _aws.Iam.ListAccessKeys(userName, token),
            cancelled);

    /// <summary>Call when a key is issued for a user, after its keys were read, while its lock is held.</summary>
    /// <param name="userName">Null if none is.</param>
    /// <param name="connectionId">The connection that issues it.</param>
    /// <param name="isCertain">
    /// False while the outcome of the request is unknown: it may have issued none, and the next one must not wait for that
    /// key forever.
    /// </param>
    public void RecordIssue(string? userName, string? connectionId, bool isCertain)
    {
        if (userName is not null && _seen.TryGetValue(userName, out var known))
        {
            _issued[userName] = new Issue(known, connectionId, isCertain);
        }
    }

    /// <summary>Call when the keys of a rotation were revoked: IAM will not list the one that was issued.</summary>
    /// <param name="userName">Null if none were.</param>
    public void ForgetIssue(string? userName)
    {
        if (userName is not null)
        {
            _issued.TryRemove(userName, out _);
        }
    }

    public Task<KeyUse> Use(string accessKeyId, CancellationToken cancelled) =>
        _uses.Get(accessKeyId, null, token => _aws.Iam.GetAccessKeyLastUsed(accessKeyId, token), cancelled);

    /// <summary>What a user or role may do with the keys of a user.</summary>
    public Task<ImmutableArray<SimulatedAction>> Simulate(
        string rotatorArn, string userArn, CancellationToken cancelled) => _simulations.Get(
        (rotatorArn, userArn),
        null,
        token => _aws.Iam.SimulatePrincipalPolicy(rotatorArn, RotatorPolicy.Actions, userArn, token),
        cancelled);

    /// <summary>
    /// The user or role that a connection uses: by the configuration, or the user that owns the connection's access
    /// key. Null where neither tells: the connection assumes a role, or may not be read, or its key is another account's.
    /// </summary>
    public async Task<string?> Rotator(string connectionId, CancellationToken cancelled) => options.Settings.RotatorArn
        ?? await _rotators.Get(connectionId, null, token => RotatorOf(connectionId, token), cancelled);

    /// <summary>The ARN of a user; null where AWS does not show it.</summary>
    public async Task<string?> FindUserArn(string userName, CancellationToken cancelled)
    {
        try
        {
            return (await User(userName, cancelled)).Arn;
        }
        catch (AwsException)
        {
            return null;
        }
    }

    /// <summary>The account of the configured credentials; null if AWS does not tell.</summary>
    public Task<string?> FindAccount(CancellationToken cancelled) =>
        _accounts.Get("", null, CallersAccount, cancelled);

    /// <summary>
    /// The account of a connection: of the role that the program gives it, of the user that owns its access key, or,
    /// for a connection without a key, of the configured ARN. Null where none tells: with a key that AWS does not show,
    /// the configured ARN may be that of another connection.
    /// </summary>
    public Task<string?> FindAccountOf(string connectionId, CancellationToken cancelled) =>
        _accounts.Get(connectionId, null, token => AccountOf(connectionId, token), cancelled);

    /// <summary>
    /// Whether the configured credentials and a connection belong to one account, so that a user that is missing here
    /// is missing for the connection too. False in any doubt.
    /// </summary>
    public async Task<bool> IsAccountOf(string connectionId, CancellationToken cancelled) =>
        await FindAccountOf(connectionId, cancelled) is { } account && account == await FindAccount(cancelled);

    public void Dispose() => _aws.Dispose();

    private async Task<string?> CallersAccount(CancellationToken cancelled)
    {
        try
        {
            return (await _aws.GetCallerIdentity(cancelled)).Account;
        }
        catch (AwsException)
        {
            return null;
        }
    }

    private async Task<string?> AccountOf(string connectionId, CancellationToken cancelled)
    {
        if (run.AccountOfConnection(connectionId) is { } declared)
        {
            return declared;
        }

        try
        {
            return AwsArn.Account(await FindAccessKey(connectionId, cancelled) is { } key
                ? await OwnerOf(key, cancelled)
                : options.Settings.RotatorArn);
        }
        catch (AwsException)
        {
            return null;
        }
    }

    private async Task<string?> RotatorOf(string connectionId, CancellationToken cancelled)
    {
        try
        {
            return await FindAccessKey(connectionId, cancelled) is { } key ? await OwnerOf(key, cancelled) : null;
        }
        catch (AwsException fault) when (fault.Kind
            is AwsErrorKind.AccessDenied or AwsErrorKind.NoSuchEntity or AwsErrorKind.Other)
        {
            return null;
        }
    }

    /// <summary>The access key of a connection; null for one that assumes a role, or may not be read.</summary>
    private async Task<string?> FindAccessKey(string connectionId, CancellationToken cancelled)
    {
        try
        {
            var connection = await infisical.GetConnectionAsync(App, connectionId, cancelled);
            return connection?.Credentials?["accessKeyId"] is JsonValue value
                && value.TryGetValue(out string? key) && key.Length > 0 ? key : null;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    private async Task<string?> OwnerOf(string accessKeyId, CancellationToken cancelled) =>
        (await Use(accessKeyId, cancelled)).UserName is { } name ? (await User(name, cancelled)).Arn : null;

    /// <param name="Before">The ids of the keys before one was issued.</param>
    /// <param name="ConnectionId">The connection that issued it.</param>
    /// <param name="IsCertain">Whether it certainly was.</param>
    private sealed record Issue(ImmutableHashSet<string> Before, string? ConnectionId, bool IsCertain);
}
