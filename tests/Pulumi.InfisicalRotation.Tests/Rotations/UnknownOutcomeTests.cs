using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>The outcome of a request is unknown: what it did is found out, and nothing is done twice.</summary>
public sealed class UnknownOutcomeTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_gateways_error_is_waited_out_and_blindness_is_told()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.Error(504, "GatewayTimeout", "too slow"));
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("by", "1"))));

        Assert.Contains("is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("untouched", refusal.Message, StringComparison.Ordinal);
        Assert.True(engine.Server.Requests.To("GET", $"{Route}/{stored.Id}").Length > 6);
    }

    [Fact]
    public async Task A_delete_of_which_nothing_can_be_seen_does_not_say_that_it_is_still_there()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("DELETE", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", Route, Fault.Error(403, "PermissionDenied", "No"), times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

        Assert.Contains("is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("still exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_that_arrived_although_nobody_saw_it_is_done()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var moved = engine.Inputs().With("secretPath", "/");
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/move", Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 5);
        await Record.ExceptionAsync(() => engine.Update(stored, moved));
        engine.Server.Faults.Clear();
        engine.NewRun();

        var updated = await engine.Update(stored, moved);

        Assert.Equal("/", updated.Text("secretPath"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_that_a_gateway_gave_up_is_looked_for_until_the_server_is_through()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 10;
        engine.Server.Faults.On("POST", Route, Fault.Page(504) with { AfterHandling = true });

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
    }
}
