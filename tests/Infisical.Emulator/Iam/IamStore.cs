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
                : throw new IamFailure(409, "EntityAlreadyExists", $"{(isRole ? "Role" : "User")} with name {name} already exists.");
        }
    }

    public void DeleteUser(string name)
    {
        lock (_gate)
        {
            User(name);
            if (_keys.Any(key => key.UserName == name))
            {
                throw new IamFailure(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
            }

            _users.Remove(name);
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

    public IamKey CreateKey(string userName, bool madeByServer)
    {
        lock (_gate)
        {
            if (KeysOf(userName).Length >= KeysPerUser)
            {
                throw IamFailure.TooManyKeys();
            }

            var key = new IamKey("AKIA" + Ids.Capitals(16), Ids.Secret(40), userName, clock.GetUtcNow(), madeByServer);
            _keys.Add(key);
            return key;
        }
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

    public void MarkUsed(string accessKeyId, string service, string region)
    {
        lock (_gate)
        {
            var index = _keys.FindIndex(key => key.AccessKeyId == accessKeyId);
            if (index >= 0)
            {
                _keys[index] = _keys[index] with { LastUsedAt = clock.GetUtcNow(), LastUsedService = service, LastUsedRegion = region };
            }
        }
    }
}
