using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Deleting a rotation. Revocation comes first; where it fails, everything else stays.</summary>
internal sealed class DeleteRotation(Instance instance)
{
    public (WorldState State, RotationRow Row) Run(RotationType type, string id, bool deleteSecrets, bool revoke, Identity identity)
    {
        var state = instance.Store.Current;
        var row = state.Rotations.GetValueOrDefault(id) ?? throw RotationRefusals.NotFound(type, id);
        Permission.DemandMembership(identity, row.ProjectId);
        RotationAccess.Demand(state, row, identity, "delete");
        RotationAccess.DemandApp(state, type, row);
        if (revoke)
        {
            RevokeAll(row);
        }

        instance.Store.Change(current =>
        {
            var next = MappedSecrets.Free(deleteSecrets ? MappedSecrets.Remove(current, row) : current, row);
            return next with { Rotations = next.Rotations.Remove(id) };
        });
        return (state, row);
    }

    private void RevokeAll(RotationRow row)
    {
        var type = instance.Types.Of(row.Type);
        Refusal? failure = null;
        foreach (var credential in row.Credentials)
        {
            failure = Revoke(type, row, credential) ?? failure;
            if (failure is not null && type.Revocation == Revocation.InTurn)
            {
                break;
            }
        }

        if (failure is not null && type.Revocation != Revocation.BestEffort)
        {
            throw failure;
        }
    }

    /// <summary>Why one credential could not be revoked; null where it could, or where it need not be.</summary>
    private Refusal? Revoke(RotationType type, RotationRow row, JsonObject credential)
    {
        if (instance.Faults.TakeRevocation() is { } fault)
        {
            return fault.IsBadRequest ? Refusal.BadRequest(fault.Text) : Refusal.SomethingWentWrong();
        }

        var wasThere = instance.ProviderOf(type).Revoke(type, row.ConnectionId, row.Parameters, credential);
        var isDone = wasThere || type.Revocation != Revocation.AllAtOnce || instance.Options.TolerantAwsRevocation;
        return isDone ? null : Refusal.SomethingWentWrong();
    }
}
