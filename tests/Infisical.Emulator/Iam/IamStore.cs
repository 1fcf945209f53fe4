using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>The users, roles and access keys of one AWS account.</summary>
internal sealed class IamStore(TimeProvider clock)
{
    private const int KeysPerUser = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Principal> _users = [];
    private readonly Dictionary<string, Principal> _roles = [];
    private readonly List<IamKey> _keys = [];

    public ImmutableArray<Principal> Users
    {
        get
        {
            lock (_gate)
            {
                return [.. _users.Values.OrderBy(user => user.Name, StringComparer.Ordinal)];
            }
        }
    }

    public ImmutableArray<Principal> Roles
    {
        get
        {
            lock (_gate)
            {
                return [.. _roles.Values.OrderBy(role => role.Name, StringComparer.Ordinal)];
            }
        }
    }

    public Principal User(string name)
    {
        lock (_gate)
        {
            return _users.GetValueOrDefault(name) ?? throw IamFailure.NoSuchUser(name);
        }
    }

    public Principal Role(string name)
    {
        lock (_gate)
        {
            return _roles.GetValueOrDefault(name) ?? throw IamFailure.NoSuchRole(name);
        }
    }

    public Principal Add(bool isRole, string name, string path = "/")
    {
        lock (_gate)
        {
            var principal = new Principal(isRole, name, path, (isRole ? "AROA" : "AIDA") + Ids.Capitals(17), clock.GetUtcNow());
            return (isRole ? _roles : _users).TryAdd(name, principal)
                ? principal
                : throw IamFailure.AlreadyExists(isRole, name);
        }
    }

    public void DeleteUser(string name)
    {
        lock (_gate)
        {
            var user = User(name);
            if (_keys.Any(key => key.UserName == name))
            {
                throw IamFailure.MustDeleteFirst("delete access keys");
            }

            if (!user.Policies.IsEmpty)
            {
                throw IamFailure.MustDeleteFirst("delete policies");
            }

            if (!user.Attached.IsEmpty)
            {
                throw IamFailure.MustDeleteFirst("detach all policies");
            }

            _users.Remove(name);
        }
    }

    /// <summary>Moves or renames a user; its keys and policies come along.</summary>
    public void ChangeUser(string name, string newName, string path)
    {
        lock (_gate)
        {
            var user = User(name);
            if (newName != name && _users.ContainsKey(newName))
            {
                throw IamFailure.AlreadyExists(isRole: false, newName);
            }

            _users.Remove(name);
            _users[newName] = user with { Name = newName, Path = path };
            for (var index = 0; index < _keys.Count; index++)
            {
                _keys[index] = _keys[index].UserName == name ? _keys[index] with { UserName = newName } : _keys[index];
            }
        }
    }

    /// <summary>Attaches a managed policy to a user; again does nothing.</summary>
    public void Attach(string userName, string policyArn)
    {
        lock (_gate)
        {
            var user = User(userName);
            _users[userName] = user with { Attached = user.Attached.Add(policyArn) };
        }
    }

    public void Detach(string userName, string policyArn)
    {
        lock (_gate)
        {
            var user = User(userName);
            _users[userName] = user.Attached.Contains(policyArn)
                ? user with { Attached = user.Attached.Remove(policyArn) }
                : throw IamFailure.NoSuchAttachment(policyArn);
        }
    }

    /// <summary>Sets an inline policy, or with null removes it.</summary>
    public void PutPolicy(Principal principal, string policy, string? document)
    {
        lock (_gate)
        {
            var set = principal.IsRole ? _roles : _users;
            var policies = set[principal.Name].Policies;
            set[principal.Name] = principal with { Policies = document is null ? policies.Remove(policy) : policies.SetItem(policy, document) };
        }
    }

    /// <summary>The user's keys, oldest first.</summary>
    public ImmutableArray<IamKey> KeysOf(string userName)
    {
        lock (_gate)
        {
            User(userName);
            return [.. _keys.Where(key => key.UserName == userName).OrderBy(key => key.CreatedAt)];
        }
    }

    public IamKey CreateKey(string userName, bool madeByServer) =>
        Put(new IamKey(NewKeyId(), Ids.Secret(40), userName, clock.GetUtcNow(), madeByServer));

    /// <summary>A key that was made by hand, perhaps long ago.</summary>
    public IamKey AddKey(SeedIamKey seed)
    {
        var now = clock.GetUtcNow();
        return Put(new IamKey(seed.AccessKeyId ?? NewKeyId(), Ids.Secret(40), seed.UserName, now.AddDays(-seed.DaysOld), MadeByServer: false)
        {
            LastUsedAt = seed.UsedFor is null ? null : now.AddDays(-seed.UsedDaysAgo),
            LastUsedService = seed.UsedFor,
            LastUsedRegion = seed.UsedFor is null ? null : "us-east-1",
        });
    }

    public void DeleteKey(string userName, string accessKeyId)
    {
        lock (_gate)
        {
            User(userName);
            if (_keys.RemoveAll(key => key.UserName == userName && key.AccessKeyId == accessKeyId) == 0)
            {
                throw IamFailure.NoSuchKey(accessKeyId);
            }
        }
    }

    public IamKey? Key(string accessKeyId)
    {
        lock (_gate)
        {
            return _keys.FirstOrDefault(key => key.AccessKeyId == accessKeyId);
        }
    }

    public void MarkUsed(string accessKeyId, string service, string region) =>
        Change(accessKeyId, key => key with { LastUsedAt = clock.GetUtcNow(), LastUsedService = service, LastUsedRegion = region });

    /// <summary>Switches a key off or on again.</summary>
    public void SetActive(string accessKeyId, bool isActive) => Change(accessKeyId, key => key with { IsActive = isActive });

    private void Change(string accessKeyId, Func<IamKey, IamKey> change)
    {
        lock (_gate)
        {
            var index = _keys.FindIndex(key => key.AccessKeyId == accessKeyId);
            if (index >= 0)
            {
                _keys[index] = change(_keys[index]);
            }
        }
    }

    private static string NewKeyId() => "AKIA" + Ids.Capitals(16);

    private IamKey Put(IamKey key)
    {
        lock (_gate)
        {
            if (KeysOf(key.UserName).Length >= KeysPerUser)
            {
                throw IamFailure.TooManyKeys();
            }

            if (Key(key.AccessKeyId) is not null)
            {
                throw new InvalidOperationException($"There is an access key {key.AccessKeyId} already.");
            }

            _keys.Add(key);
            return key;
        }
    }
}
