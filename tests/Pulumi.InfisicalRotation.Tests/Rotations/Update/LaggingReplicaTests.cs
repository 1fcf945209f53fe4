using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>A rotation is requested again while a replica still shows the one before.</summary>
public sealed class LaggingReplicaTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_rotation_of_the_last_run_is_not_taken_for_the_requested_one(int reads)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await RotatedBehindReplica(engine, reads);
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", CommonFaults.Unwell);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Triggered(2)));

        Assert.Contains("does not show a new credential", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task The_requested_rotation_happens_once_the_replica_has_caught_up()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await RotatedBehindReplica(engine, 3);

        var updated = await engine.Update(stored, engine.Triggered(2).With("name", "renamed"));

        Assert.Equal(0, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
    }

    [Fact]
    public async Task A_replica_that_does_not_catch_up_is_an_error_before_anything_is_sent()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await RotatedBehindReplica(engine, 99);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Triggered(2).With("name", "renamed")));

        Assert.Contains("older version of the rotation \"ci-key\"", refusal.Message, StringComparison.Ordinal);
        var rotation = Assert.Single(engine.Server.World.Rotations);
        Assert.Equal((1, "ci-key"), (rotation.ActiveIndex, rotation.Name));
    }

    [Fact]
    public async Task A_new_rotation_that_the_replica_does_not_know_yet_is_rotated()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 3;
        var stored = await engine.Create(engine.Inputs());

        await engine.Update(stored, engine.Triggered(1));

        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    /// <summary>With <c>refreshBeforeUpdate: false</c> nothing was read before.</summary>
    [Fact]
    public async Task A_preview_goes_by_the_state_where_the_replica_is_older()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await RotatedBehindReplica(engine, 99);
        engine.NewRunWithAws();

        await engine.PreviewUpdate(stored, engine.Triggered(2));

        Assert.Empty(engine.Warnings);
    }

    private static async Task<Stored> RotatedBehindReplica(ProviderHarness engine, int reads)
    {
        var stored = await engine.Create(engine.Inputs());
        engine.NextDay();
        engine.Server.ReadLag.Reads = reads;
        return await engine.Update(stored, engine.Triggered(1));
    }
}
