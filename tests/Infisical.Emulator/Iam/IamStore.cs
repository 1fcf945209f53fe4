using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>The users, roles and access keys of one AWS account.</summary>
internal sealed class IamStore(TimeProvider clock)
{
    private const int KeysPerUser = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Principal> users = [];
    private readonly Dictionary<string, Principal> roles = [];
    private readonly List<IamKey> keys = [];

    public ImmutableArray<Principal> Users
    {
        get
        {
            lock (gate)
            {
                return [.. users.Values.OrderBy(user => user.Name, StringComparer.Ordinal)];
            }
        }
    }

    public Principal User(string name)
    {
        lock (gate)
        {
            return users.GetValueOrDefault(name) ?? throw IamFailure.NoSuchUser(name);
        }
    }

    public Principal Role(string name)
    {
        lock (gate)
        {
            return roles.GetValueOrDefault(name) ?? throw IamFailure.NoSuchRole(name);
        }
    }

    public Principal Add(bool isRole, string name, string path = "/")
    {
        lock (gate)
        {
            var principal = new Principal(isRole, name, path, (isRole ? "AROA" : "AIDA") + Ids.Capitals(17), clock.GetUtcNow());
            return (isRole ? roles : users).TryAdd(name, principal)
                ? principal
                : throw new IamFailure(409, "EntityAlreadyExists", $"{(isRole ? "Role" : "User")} with name {name} already exists.");
        }
    }

    public void DeleteUser(string name)
    {
        lock (gate)
        {
            User(name);
            if (keys.Any(key => key.UserName == name))
            {
                throw new IamFailure(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
            }

            users.Remove(name);
        }
    }

    /// <summary>Sets an inline policy, or with null removes it.</summary>
    public void PutPolicy(Principal principal, string policy, string? document)
    {
        lock (gate)
        {
            var set = principal.IsRole ? roles : users;
            var policies = set[principal.Name].Policies;
            set[principal.Name] = principal with { Policies = document is null ? policies.Remove(policy) : policies.SetItem(policy, document) };
        }
    }

    /// <summary>The user's keys, oldest first.</summary>
    public ImmutableArray<IamKey> KeysOf(string userName)
    {
        lock (gate)
        {
            User(userName);
            return [.. keys.Where(key => key.UserName == userName).OrderBy(key => key.CreatedAt)];
        }
    }

    public IamKey CreateKey(string userName, bool madeByServer)
    {
        lock (gate)
        {
            if (KeysOf(userName).Length >= KeysPerUser)
            {
                throw IamFailure.TooManyKeys();
            }

            var key = new IamKey("AKIA" + Ids.Capitals(16), Ids.Secret(40), userName, clock.GetUtcNow(), madeByServer);
            keys.Add(key);
            return key;
        }
    }

    public void DeleteKey(string userName, string accessKeyId)
    {
        lock (gate)
        {
            User(userName);
            if (keys.RemoveAll(key => key.UserName == userName && key.AccessKeyId == accessKeyId) == 0)
            {
                throw IamFailure.NoSuchKey(accessKeyId);
            }
        }
    }

    public IamKey? Key(string accessKeyId)
    {
        lock (gate)
        {
            return keys.FirstOrDefault(key => key.AccessKeyId == accessKeyId);
        }
    }

    public void MarkUsed(string accessKeyId, string service, string region)
    {
        lock (gate)
        {
            var index = keys.FindIndex(key => key.AccessKeyId == accessKeyId);
            if (index >= 0)
            {
                keys[index] = keys[index] with { LastUsedAt = clock.GetUtcNow(), LastUsedService = service, LastUsedRegion = region };
            }
        }
    }
}
