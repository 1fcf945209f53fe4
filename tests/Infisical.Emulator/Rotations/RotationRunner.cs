using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Rotates: asked for by a caller or by a job.</summary>
internal sealed class RotationRunner(Instance instance)
{
    private const int Slots = 2;

    /// <summary>One attempt; what it throws is the reason of its failure, and nothing is noted of it yet.</summary>
    public async Task RotateAsync(string rotationId, bool manual, string? jobId, CancellationToken cancellation)
    {
        if (!instance.Locks.TryTake(rotationId))
        {
            throw new ProviderFailure("Failed to acquire rotation lock.");
        }

        try
        {
            var row = instance.Store.Current.Rotations[rotationId];
            var slot = (row.ActiveIndex + 1) % Slots;
            var displaced = slot < row.Credentials.Length ? row.Credentials[slot] : null;
            var order = new IssueOrder(instance.Types.Of(row.Type), row.ConnectionId, row.Parameters, slot, displaced);
            await instance.Issues.RunAsync(order, credential => Store(rotationId, slot, credential, manual, jobId), cancellation);
        }
        finally
        {
            instance.Locks.Release(rotationId);
        }
    }

    /// <summary>Notes a failure on the row; slots, secrets and the time of the last success stay.</summary>
    public void MarkFailed(string rotationId, string text, string? jobId) => instance.Store.Change(state =>
        state.Rotations.GetValueOrDefault(rotationId) is not { } row ? state : state.With(row with
        {
            HasFailed = true,
            LastRotationMessage = text,
            LastRotationAttemptedAt = instance.Now,
            LastRotationJobId = jobId ?? row.LastRotationJobId,
            NextRotationAt = Schedule.Tomorrow(row, instance.Now),
            UpdatedAt = instance.Now,
        }));

    private bool Store(string rotationId, int slot, JsonObject credential, bool manual, string? jobId)
    {
        var now = instance.Now;
        return instance.Store.Change(state =>
        {
            // Deleted meanwhile: the new credential is left behind.
            if (state.Rotations.GetValueOrDefault(rotationId) is not { } row)
            {
                throw new ProviderFailure("The rotation is gone.");
            }

            row = row with
            {
                Credentials = slot < row.Credentials.Length ? row.Credentials.SetItem(slot, credential) : row.Credentials.Add(credential),
                ActiveIndex = slot,
                HasFailed = false,
                LastRotationMessage = null,
                LastRotatedAt = now,
                LastRotationAttemptedAt = now,
                IsLastRotationManual = manual,
                LastRotationJobId = jobId ?? row.LastRotationJobId,
                UpdatedAt = now,
            };
            row = row with { NextRotationAt = Schedule.Next(row, now) };
            return (MappedSecrets.Write(state.With(row), row, credential, now), true);
        });
    }
}
