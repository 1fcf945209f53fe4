using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>One rotation done, or tried, by a run of the scheduler.</summary>
/// <param name="RotationId">Which.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Succeeded">Whether the last attempt worked.</param>
public sealed record ScheduledRotation(string RotationId, int Attempts, bool Succeeded);

/// <summary>The nightly look for what is due, and the jobs that come of it; waits between attempts are left out.</summary>
internal sealed class Scheduler(Instance instance)
{
    /// <summary>A job is tried so often before its rotation counts as failed.</summary>
    public const int AttemptLimit = 5;

    public static string JobIdOf(string rotationId) => $"secret-rotation-v2-rotate-{rotationId}";

    /// <summary>Queues a job for each rotation due before the next midnight and does those whose time has come.</summary>
    public async Task<ImmutableArray<ScheduledRotation>> RunAsync(int attempts, CancellationToken cancellation)
    {
        var now = instance.Now;
        instance.Store.Change(state => state.Rotations.Values
            .Where(row => row.IsAutoRotationEnabled && row.NextRotationAt <= Schedule.NextMidnight(now))
            .Aggregate(state, (next, row) => Queue(next, row, countsAsManual: false, now)));
        return await RunDueAsync(attempts, cancellation);
    }

    /// <summary>Puts a job in the queue, unless the rotation has one already.</summary>
    public static WorldState Queue(WorldState state, RotationRow row, bool countsAsManual, DateTimeOffset now) =>
        row.NextRotationAt is not { } due || state.Jobs.ContainsKey(row.Id)
            ? state
            : state with { Jobs = state.Jobs.Add(row.Id, new JobRow(row.Id, now, due, countsAsManual)) };

    /// <summary>Does the jobs that are in the queue and whose time has come.</summary>
    public async Task<ImmutableArray<ScheduledRotation>> RunDueAsync(int attempts, CancellationToken cancellation)
    {
        var done = ImmutableArray.CreateBuilder<ScheduledRotation>();
        foreach (var job in instance.Store.Current.Jobs.Values.Where(job => job.DueAt <= instance.Now).OrderBy(job => job.DueAt).ToArray())
        {
            if (await RunAsync(job, attempts, cancellation) is { } result)
            {
                done.Add(result);
            }
        }

        return done.ToImmutable();
    }

    private async Task<ScheduledRotation?> RunAsync(JobRow job, int attempts, CancellationToken cancellation)
    {
        if (instance.Store.Current.Rotations.GetValueOrDefault(job.RotationId) is not { } row || row.LastRotatedAt > job.QueuedAt)
        {
            Drop(job);
            return null;
        }

        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            try
            {
                await instance.Runner.RotateAsync(job.RotationId, job.CountsAsManual, JobIdOf(job.RotationId), cancellation);
                Drop(job);
                return new ScheduledRotation(job.RotationId, attempt, Succeeded: true);
            }
            catch (Exception problem) when (problem is ProviderFailure or Refusal)
            {
                // Only the last attempt is noted; until then the row looks healthy.
                if (attempt == AttemptLimit)
                {
                    instance.Runner.MarkFailed(job.RotationId, RotationRefusals.ProviderText(problem.Message), JobIdOf(job.RotationId));
                    Drop(job);
                }
            }
        }

        return new ScheduledRotation(job.RotationId, attempts, Succeeded: false);
    }

    private void Drop(JobRow job) => instance.Store.Change(state => state with { Jobs = state.Jobs.Remove(job.RotationId) });
}
