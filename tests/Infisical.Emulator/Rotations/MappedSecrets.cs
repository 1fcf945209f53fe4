using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What a rotation does to the secrets it writes. The server finds them by name, so two of one name share a fate.</summary>
internal static class MappedSecrets
{
    public static IEnumerable<string> NamesOf(JsonObject mapping) => mapping.Select(item => item.Value!.GetValue<string>());

    /// <summary>Refuses names that are doubled, then names that exist.</summary>
    public static void DemandFree(WorldState state, FolderRow folder, IReadOnlyList<string> names)
    {
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw RotationRefusals.DoubledNames(names);
        }

        var taken = Taken(state, folder.Id, names);
        if (taken.Count > 0)
        {
            throw RotationRefusals.SecretsTaken(folder.Path, taken);
        }
    }

    public static IReadOnlyList<string> Taken(WorldState state, string folderId, IEnumerable<string> names)
    {
        var there = state.SecretsIn(folderId).Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(there.Contains)];
    }

    public static WorldState Insert(WorldState state, RotationRow row, JsonObject credential, DateTimeOffset now) =>
        row.SecretsMapping.Aggregate(state, (next, item) => next.With(
            new SecretRow(Ids.New(), row.FolderId, item.Value!.GetValue<string>(), credential.TextOf(item.Key) ?? "", 1, now, now) { RotationId = row.Id }));

    /// <summary>
    /// Writes whatever has the name, an ordinary secret and that of another rotation included. The credential is issued by now:
    /// where a name is missing, it is stored nowhere.
    /// </summary>
    public static WorldState Write(WorldState state, RotationRow row, JsonObject credential, DateTimeOffset now)
    {
        foreach (var (field, name) in row.SecretsMapping)
        {
            var found = Named(state, row.FolderId, name!.GetValue<string>());
            if (found.Count == 0)
            {
                throw new ProviderFailure("Failed to update document");
            }

            state = found.Aggregate(state, (next, secret) => next.With(
                secret with { Value = credential.TextOf(field) ?? "", Version = secret.Version + 1, UpdatedAt = now }));
        }

        return state;
    }

    /// <summary>
    /// Renames one after another in the order of the stored mapping, each time all secrets of that name: a swap of two names
    /// therefore leaves two secrets of one name.
    /// </summary>
    public static WorldState Rename(WorldState state, RotationRow row, JsonObject mapping, bool namesAreUnique, DateTimeOffset now)
    {
        foreach (var (field, old) in row.SecretsMapping)
        {
            var (from, to) = (old!.GetValue<string>(), mapping.TextOf(field)!);
            if (from == to)
            {
                continue;
            }

            var found = Named(state, row.FolderId, from);
            if (found.Count == 0 || (namesAreUnique && Named(state, row.FolderId, to).Count > 0))
            {
                throw Refusal.SomethingWentWrong("bulk update secret");
            }

            state = found.Aggregate(state, (next, secret) => next.With(secret with { Name = to, Version = secret.Version + 1, UpdatedAt = now }));
        }

        return state;
    }

    public static WorldState Remove(WorldState state, RotationRow row) => state with
    {
        Secrets = state.Secrets.RemoveRange(NamesOf(row.SecretsMapping).SelectMany(name => Named(state, row.FolderId, name)).Select(secret => secret.Id)),
    };

    /// <summary>They stay, and become ordinary.</summary>
    public static WorldState Free(WorldState state, RotationRow row) =>
        state.Secrets.Values.Where(secret => secret.RotationId == row.Id).Aggregate(state, (next, secret) => next.With(secret with { RotationId = null }));

    private static IReadOnlyList<SecretRow> Named(WorldState state, string folderId, string name) =>
        [.. state.SecretsIn(folderId).Where(secret => secret.Name == name)];
}
