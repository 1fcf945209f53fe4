using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Changing a rotation, step by step in the server's order.</summary>
internal sealed class UpdateRotation(Instance instance)
{
    public async Task<(WorldState State, RotationRow Row)> RunAsync(RotationType type, string id, JsonObject body, Identity identity, CancellationToken cancellation)
    {
        if (!instance.Options.PlanHasRotations)
        {
            throw RotationRefusals.Plan("update secret rotation", "update secret rotations");
        }

        var state = instance.Store.Current;
        var row = state.Rotations.GetValueOrDefault(id) ?? throw RotationRefusals.NotFoundForUpdate(type, id);
        DemandImmutable(type, row, body);
        Permission.DemandMembership(identity, row.ProjectId);
        RotationAccess.Demand(state, row, identity, "edit");
        RotationAccess.DemandApp(state, type, row);
        if (instance.Locks.IsHeld(id))
        {
            throw RotationRefusals.RunningForUpdate();
        }

        var saved = instance.Store.Change(current => Save(current, id, body));
        var after = instance.Store.Current;
        if (instance.Options.RunsDueJobsAtOnce)
        {
            await instance.Scheduler.RunDueAsync(Scheduler.AttemptLimit, cancellation);
        }

        // The answer is the row as it was saved; a rotation that this queued shows in the next read.
        return (after, saved);
    }

    /// <summary>Strict: leaving out an optional value that is stored is a change too.</summary>
    private static void DemandImmutable(RotationType type, RotationRow row, JsonObject body)
    {
        if (body["parameters"] is JsonObject parameters
            && type.Immutable.Any(name => !JsonNode.DeepEquals(parameters[name], row.Parameters[name])))
        {
            throw Refusal.BadRequest(type.ImmutableText);
        }
    }

    private (WorldState Next, RotationRow Row) Save(WorldState state, string id, JsonObject body)
    {
        var now = instance.Now;
        var row = state.Rotations.GetValueOrDefault(id) ?? throw Refusal.SomethingWentWrong();
        var folder = state.Folders[row.FolderId];
        if (body["secretsMapping"] is JsonObject mapping && !JsonNode.DeepEquals(mapping, row.SecretsMapping))
        {
            DemandNewNames(state, folder, row, mapping);
            state = MappedSecrets.Rename(state, row, mapping, instance.Options.SecretNamesAreUnique, now);
        }

        CreateRotation.DemandColumns(instance.Options, body);
        var merged = Merge(row, body) with { UpdatedAt = now };
        merged = merged with { NextRotationAt = Schedule.Next(merged, now) };
        if (merged.Name != row.Name && state.RotationNamed(folder.Id, merged.Name) is not null)
        {
            throw RotationRefusals.NameTaken(merged.Name, folder.Path);
        }

        state = state.With(merged);
        return (merged.NextRotationAt < Schedule.NextMidnight(now) ? Scheduler.Queue(state, merged, countsAsManual: true, now) : state, merged);
    }

    /// <summary>Names in use by this rotation are looked at neither for doubles nor for clashes.</summary>
    private static void DemandNewNames(WorldState state, FolderRow folder, RotationRow row, JsonObject mapping)
    {
        var current = MappedSecrets.NamesOf(row.SecretsMapping).ToHashSet(StringComparer.Ordinal);
        MappedSecrets.DemandFree(state, folder, [.. MappedSecrets.NamesOf(mapping).Where(name => !current.Contains(name))]);
    }

    private static RotationRow Merge(RotationRow row, JsonObject body)
    {
        var time = body["rotateAtUtc"] as JsonObject;
        return row with
        {
            Name = body.TextOf("name") ?? row.Name,
            Description = body.ContainsKey("description") ? body.TextOf("description") : row.Description,
            IsAutoRotationEnabled = body.FlagOf("isAutoRotationEnabled") ?? row.IsAutoRotationEnabled,
            RotationInterval = (int?)body.NumberOf("rotationInterval") ?? row.RotationInterval,
            Hours = time?.NumberOf("hours") ?? row.Hours,
            Minutes = time?.NumberOf("minutes") ?? row.Minutes,
            Parameters = body["parameters"]?.DeepClone().AsObject() ?? row.Parameters,
            SecretsMapping = body["secretsMapping"]?.DeepClone().AsObject() ?? row.SecretsMapping,
        };
    }
}
