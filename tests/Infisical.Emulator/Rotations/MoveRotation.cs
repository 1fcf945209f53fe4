using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Moving a rotation, with its secrets, to another folder of its project.</summary>
internal sealed class MoveRotation(Instance instance)
{
    public (WorldState State, RotationRow Row) Run(RotationType type, string id, JsonObject body, Identity identity)
    {
        if (!instance.Options.PlanHasRotations)
        {
            throw RotationRefusals.Plan("move secret rotation", "manage secret rotations");
        }

        var row = instance.Store.Change(state =>
        {
            var found = state.Rotations.GetValueOrDefault(id) ?? throw RotationRefusals.NotFound(type, id);
            Permission.DemandMembership(identity, found.ProjectId);
            RotationAccess.DemandApp(state, type, found);
            if (instance.Locks.IsHeld(id))
            {
                throw RotationRefusals.RunningForUpdate();
            }

            RotationAccess.Demand(state, found, identity, "delete");
            return Move(state, found, body, identity);
        });
        return (instance.Store.Current, row);
    }

    private (WorldState Next, RotationRow Row) Move(WorldState state, RotationRow row, JsonObject body, Identity identity)
    {
        var (environment, path) = (body.TextOf("destinationEnvironment")!, body.TextOf("destinationSecretPath")!);
        var destination = state.Folder(row.ProjectId, environment, path) ?? throw RotationRefusals.NoDestination(path, environment);
        if (destination.Id == row.FolderId)
        {
            throw RotationRefusals.SamePlace();
        }

        Permission.Demand(identity, "secret-rotation", "create", new Target(environment, path, row.ConnectionId));
        if (state.RotationNamed(destination.Id, row.Name) is not null)
        {
            throw RotationRefusals.NameTaken(row.Name, path);
        }

        var taken = MappedSecrets.Taken(state, destination.Id, MappedSecrets.NamesOf(row.SecretsMapping));
        if (taken.Count > 0 && body.FlagOf("overwriteDestination") != true)
        {
            throw RotationRefusals.DestinationSecretsTaken(path, taken);
        }

        foreach (var _ in taken)
        {
            Permission.Demand(identity, "secrets", "delete", new Target(environment, path));
        }

        var replaced = state.SecretsIn(destination.Id).Where(secret => taken.Contains(secret.Name)).Select(secret => secret.Id).ToArray();
        state = state with { Secrets = state.Secrets.RemoveRange(replaced) };
        state = state.Secrets.Values.Where(secret => secret.RotationId == row.Id)
            .Aggregate(state, (next, secret) => next.With(secret with { FolderId = destination.Id, UpdatedAt = instance.Now }));
        var moved = row with { FolderId = destination.Id, UpdatedAt = instance.Now };
        return (state.With(moved), moved);
    }
}
