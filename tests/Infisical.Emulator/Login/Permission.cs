using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What an action is to be done to.</summary>
internal sealed record Target(string? Environment = null, string? SecretPath = null, string? ConnectionId = null)
{
    /// <summary>The name of a secret; null for a folder as a whole, which a right to any one secret opens.</summary>
    public string? SecretName { get; init; }
}

/// <summary>Asks whether an identity may do something.</summary>
internal static class Permission
{
    public static void Demand(Identity identity, string subject, string action, Target? target = null)
    {
        if (!Allows(identity, subject, action, target ?? new Target()))
        {
            throw Refusal.Denied(action, subject, Conditions(target));
        }
    }

    public static bool Allows(Identity identity, string subject, string action, Target target) =>
        identity.Grants is not { } grants || grants.Any(grant => Gives(grant, subject, action)
            && (grant.Environment is null || grant.Environment == target.Environment)
            && (grant.SecretPath is null || grant.SecretPath == target.SecretPath)
            && (grant.ConnectionId is null || grant.ConnectionId == target.ConnectionId)
            && (grant.SecretName is null || target.SecretName is null || grant.SecretName == target.SecretName));

    /// <summary>Whether there is any rule for this action, whatever its conditions.</summary>
    public static bool HasAny(Identity identity, string subject, string action) =>
        identity.Grants is not { } grants || grants.Any(grant => Gives(grant, subject, action));

    public static void DemandMembership(Identity identity, string projectId)
    {
        if (identity.Projects is { } projects && !projects.Contains(projectId))
        {
            throw Refusal.NotAMember(projectId);
        }
    }

    private static bool Gives(Grant grant, string subject, string action) =>
        (grant.Subject == "*" || grant.Subject == subject) && (grant.Action == "*" || grant.Action == action);

    private static JsonObject? Conditions(Target? target)
    {
        if (target is null)
        {
            return null;
        }

        var conditions = new JsonObject();
        foreach (var (key, value) in new[] { ("environment", target.Environment), ("secretPath", target.SecretPath), ("connectionId", target.ConnectionId) })
        {
            if (value is not null)
            {
                conditions[key] = value;
            }
        }

        return conditions;
    }
}
