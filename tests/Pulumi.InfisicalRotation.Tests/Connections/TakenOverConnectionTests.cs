using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>A proxy sends the request twice: the connection exists, and the answer says that its name is taken.</summary>
public sealed class TakenOverConnectionTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_connection_whose_secrets_cannot_be_written_is_in_the_state_and_gets_them_later(
        bool isLost, bool isRead)
    {
        await using var engine = await ConnectionHarness.Start();
        TwiceSent(engine);
        engine.Server.Faults.On(
            "PATCH", ConnectionHarness.Route, isLost ? Fault.CutBeforeHandling : CommonFaults.Forbidden);

        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Create(ConnectionHarness.Postgres()));

        var connection = engine.Server.World.AppConnections.Named("orders")!;
        Assert.Equal(connection.Id, partial.Id);
        Stored? stored = new(partial.Id, engine.Check(ConnectionHarness.Postgres()), partial.Outputs);
        engine.NewRun();
        if (isRead)
        {
            stored = await engine.Read(stored);
            Assert.NotEmpty(engine.Diff(stored!, ConnectionHarness.Postgres()));
        }

        // Without a read, the engine plans an update because the create was not finished.
        var updated = await engine.Update(stored!, ConnectionHarness.Postgres());
        Assert.NotEqual("not-written", updated.Text("credentialsHash"));
        Assert.Equal(2, engine.Server.Requests.To("PATCH", ConnectionHarness.Route).Length);
    }

    [Fact]
    public async Task A_managed_connection_keeps_the_password_that_Infisical_has_set()
    {
        await using var engine = await ConnectionHarness.Start();
        TwiceSent(engine);

        var stored = await engine.Create(ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true));

        Assert.Equal(engine.Server.World.AppConnections.Named("orders")!.Id, stored.Id);
        Assert.Empty(engine.Server.Requests.To("PATCH", ConnectionHarness.Route));
    }

    private static void TwiceSent(ProviderHarness engine) => engine.Server.Faults.On(
        "POST",
        ConnectionHarness.Route,
        Fault.Error(400, "BadRequest", "An App Connection with the name \"orders\" already exists") with
        {
            AfterHandling = true,
        });
}
