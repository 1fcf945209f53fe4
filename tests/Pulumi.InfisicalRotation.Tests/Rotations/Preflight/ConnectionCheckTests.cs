using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A rotation of a connection that was created in the same run.</summary>
public sealed class ConnectionCheckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_new_connection_that_a_replica_does_not_know_is_used(int staleReads)
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { RotationsObeyIamPolicies = false });
        engine.Server.ReadLag.Reads = staleReads;
        var connection = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.Token = ProviderHarness.AwsToken;

        await engine.Create(engine.Inputs().With("connectionId", connection.Id), "keys");

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Equal(connection.Id, Assert.Single(engine.Server.World.Rotations).ConnectionId);
    }

    [Fact]
    public async Task A_new_connection_for_another_app_is_refused()
    {
        await using var engine = await ConnectionHarness.Start();
        var connection = await engine.Create(ConnectionHarness.Postgres());
        engine.Token = ProviderHarness.AwsToken;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("connectionId", connection.Id), "keys"));

        Assert.Contains("is the connection \"orders\" for postgres", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", "/api/v2/secret-rotations"));
    }

    [Fact]
    public async Task A_new_connection_of_another_project_is_refused()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var other = new SeedProject("other");
        engine.Server.World.Add(other);
        var connection = await engine.Create(
            ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey).With("projectId", other.Id));
        engine.Token = ProviderHarness.AwsToken;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("connectionId", connection.Id), "keys"));

        Assert.Contains($"of project {other.Id}, so project", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", "/api/v2/secret-rotations"));
    }

    [Fact]
    public async Task A_connection_of_an_earlier_run_that_is_not_listed_is_refused()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var connection = await engine.Create(ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey));
        engine.Server.World.AppConnections.Delete(connection.Id);
        engine.NewRun();
        engine.Token = ProviderHarness.AwsToken;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("connectionId", connection.Id), "keys"));

        Assert.Contains(connection.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", "/api/v2/secret-rotations"));
    }
}
