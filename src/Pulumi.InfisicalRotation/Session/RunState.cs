using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Every fact about the stack's resources that is remembered between the calls of one run. It lives as long as the
/// configuration of the process: Configure replaces it, and nothing else drops a fact unless the table says so. An
/// object is a rotation or an app connection.
/// <list type="table">
/// <listheader><term>fact</term><description>written by → read by; dropped when</description></listheader>
/// <item><term>names: claimed in a folder, a project or the organization (<see cref="NameClaims"/>)</term>
/// <description>Check → Check; the same resource is checked again</description></item>
/// <item><term>accounts: whose credentials a resource rotates</term>
/// <description>Create → Create; never</description></item>
/// <item><term>created rotations, with their accounts</term><description>Create → Delete; never</description></item>
/// <item><term>predecessors: the object that a resource has now</term>
/// <description>Diff → Check and Create of the same resource; its next Diff</description></item>
/// <item><term>plans: what the program wants each resource to be, why one is replaced, which object it has</term>
/// <description>Check, Diff → Create, Update; its next Check or Diff</description></item>
/// <item><term>attempts: a create request that was sent, and what it created</term>
/// <description>Create → a repeated Create of the same resource; a definite refusal</description></item>
/// <item><term>objects that were not deleted, because another resource holds them</term>
/// <description>Delete → Create of the replacement; never</description></item>
/// <item><term>deleted objects</term><description>Delete → Create of the replacement; never</description></item>
/// <item><term>rotations that are being deleted</term><description>Delete → Delete; its failure</description></item>
/// <item><term>current rotations: read or created by this process, except by an import</term>
/// <description>Read, Create → Update; never</description></item>
/// <item><term>new connections: created by this process</term>
/// <description>Create of a connection → Create of a rotation; never</description></item>
/// <item><term>AWS accounts of the connections that assume a role</term>
/// <description>Diff, Create of a connection → Create, Update, Delete of a rotation; its next Diff</description></item>
/// <item><term>holders: the resources that hold an object (<see cref="ResourceHolders"/>)</term>
/// <description>Check, Diff, Read, Create → Delete; Read and Delete of an object that is gone</description></item>
/// <item><term>IAM users for whom the component attaches the policy of the connection</term>
/// <description>Construct of a preview → Create and Update of a preview; never</description></item>
/// <item><term>written objects</term><description>Create, Update, Delete → Read; never</description></item>
/// <item><term>time of the last write</term>
/// <description>Create, Update, Delete → Create and Update of a preview; never</description></item>
/// <item><term>whether the server has any resource of the state</term><description>Read → Read, Delete; never</description></item>
/// <item><term>how many resources of the state were compared with the server, and how many not
/// (<see cref="ReadComparisons"/>)</term>
/// <description>Read → the end of the run; then</description></item>
/// <item><term>warnings that all resources share, or that Read and Update share</term>
/// <description>Read, Create and Update of a preview → the same; never</description></item>
/// </list>
/// </summary>
internal sealed class RunState(TimeProvider time)
{
    private readonly ConcurrentDictionary<Account, string> _accounts = new();
    private readonly ConcurrentDictionary<string, Predecessor> _predecessors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CreateAttempt> _attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _heldByOther = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _deleted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _deleting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CreatedRotation> _created = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _current = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _newConnections = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string?> _connectionAccounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _newPolicies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SharedWarning, bool> _warned = new();

    private volatile bool _isServerKnown;

    // A single number, because several calls write it at the same time.
    private long _lastWriteTicks;

    /// <inheritdoc cref="NameClaims"/>
    public NameClaims Names { get; } = new();

    /// <inheritdoc cref="ResourcePlans"/>
    public ResourcePlans Plans { get; } = new();

    /// <summary>When this process last sent a change; null if it sent none. A preview after that reads again.</summary>
    public DateTimeOffset? LastWrite =>
        Volatile.Read(ref _lastWriteTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Which resources hold which object.</summary>
    public ResourceHolders Holders { get; } = new();

    /// <inheritdoc cref="ReadComparisons"/>
    public ReadComparisons Comparisons { get; } = new();

    /// <summary>Records whose credentials a resource rotates.</summary>
    /// <returns>The URN of another resource that rotates one of the same accounts, or null.</returns>
    public string? ClaimAccounts(string urn, IEnumerable<Account> accounts) =>
        accounts.Select(account => _accounts.GetOrAdd(account, urn))
            .ToImmutableArray()
            .FirstOrDefault(owner => owner != urn);

    /// <summary>Call for a rotation that this run created or adopted.</summary>
    public void RecordCreated(CreatedRotation rotation)
    {
        if (!rotation.Accounts.IsEmpty)
        {
            _created[rotation.Id] = rotation;
        }
    }

    /// <summary>The rotations of one of these accounts that this run created or adopted.</summary>
    public IEnumerable<CreatedRotation> CreatedOf(ImmutableHashSet<Account> accounts) =>
        _created.Values.Where(rotation => !rotation.Accounts.Intersect(accounts).IsEmpty);

    /// <summary>The update will attach the policy that a connection needs for this user.</summary>
    public void RecordNewPolicy(string userName) => _newPolicies[userName] = true;

    /// <summary>Whether the policies that IAM shows in this preview lack the one for this user.</summary>
    public bool HasNewPolicy(string userName) => _newPolicies.ContainsKey(userName);

    public void RecordPredecessor(string urn, Predecessor predecessor) => _predecessors[urn] = predecessor;

    /// <summary>The object that a new one of this resource replaces; null for a new resource.</summary>
    public Predecessor? PredecessorOf(string urn) => _predecessors.GetValueOrDefault(urn);

    public void RecordAttempt(string urn, CreateAttempt attempt) => _attempts[urn] = attempt;

    /// <summary>The server certainly created nothing.</summary>
    public void ForgetAttempt(string urn) => _attempts.TryRemove(urn, out _);

    /// <summary>An earlier create request of this resource with the same inputs; null if there is none.</summary>
    public CreateAttempt? AttemptOf(string urn, PropertyMap inputs) =>
        _attempts.GetValueOrDefault(urn) is { } attempt && attempt.Inputs.Equals(inputs)
        && (attempt.CreatedId is null || !IsDeleted(attempt.CreatedId))
            ? attempt
            : null;

    /// <summary>Call for an object that was not deleted, because another resource holds it too.</summary>
    public void RecordHeldByOther(string id, string holder) => _heldByOther[id] = holder;

    /// <summary>URN of the resource for which an object was not deleted in this run; null if there is none.</summary>
    public string? HolderOf(string id) => _heldByOther.GetValueOrDefault(id);

    public void RecordDeleted(string id) => _deleted[id] = true;

    /// <summary>
    /// Whether this process deleted the object; with <c>retainOnDelete</c> the engine replaces without deleting.
    /// </summary>
    public bool IsDeleted(string id) => _deleted.ContainsKey(id);

    /// <summary>Call before a rotation is deleted, and with false if it was not deleted.</summary>
    public void RecordDeleting(string id, bool isDeleting = true)
    {
        if (isDeleting)
        {
            _deleting[id] = true;
        }
        else
        {
            _deleting.TryRemove(id, out _);
        }
    }

    /// <summary>Whether this process deletes the rotation at this moment, or has deleted it.</summary>
    public bool IsBeingDeleted(string id) => _deleting.ContainsKey(id);

    public void RecordCurrent(string id) => _current[id] = true;

    /// <summary>Whether the state of this rotation was read from the server in this run.</summary>
    public bool IsCurrent(string id) => _current.ContainsKey(id);

    public void RecordNewConnection(string connectionId) => _newConnections[connectionId] = true;

    /// <summary>Whether this process created the connection: a replica may not know it yet.</summary>
    public bool IsNewConnection(string connectionId) => _newConnections.ContainsKey(connectionId);

    /// <summary>
    /// Records the role that a connection for AWS assumes. Of its ARN, only the account is kept: of two ARNs, before and
    /// after a change, only if both have the same one, because keys from before the change are in the first account.
    /// </summary>
    /// <param name="roleArns">None if it is not known; null where it assumes none, or the program does not know it.</param>
    public void RecordConnectionRole(string connectionId, params ReadOnlySpan<string?> roleArns)
    {
        var account = roleArns.IsEmpty ? null : AwsArn.Account(roleArns[0]);
        foreach (var roleArn in roleArns)
        {
            account = AwsArn.Account(roleArn) == account ? account : null;
        }

        _connectionAccounts[connectionId] = account;
    }

    /// <summary>The AWS account of a connection, as far as the program gives it.</summary>
    public string? AccountOfConnection(string connectionId) => _connectionAccounts.GetValueOrDefault(connectionId);

    /// <summary>Call before a change is sent: the server may apply it long afterwards.</summary>
    /// <param name="id">The changed object; null for a new one.</param>
    public void RecordWrite(string? id)
    {
        Volatile.Write(ref _lastWriteTicks, time.GetUtcNow().UtcTicks);
        if (id is not null)
        {
            _written[id] = true;
        }
    }

    /// <summary>Whether a list that was read earlier may hold an old version of this object.</summary>
    public bool IsWritten(string id) => _written.ContainsKey(id);

    /// <summary>Call for a resource of the state that the server has: the state was written against this server.</summary>
    public void RecordFound() => _isServerKnown = true;

    /// <summary>Whether the server has a resource of the state.</summary>
    public bool IsServerKnown => _isServerKnown;

    /// <summary>Whether this warning is logged for the first time.</summary>
    public bool IsFirst(SharedWarning warning) => _warned.TryAdd(warning, true);
}
