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
        Assert.NotNull(partial.Outputs.Get("createdAt"));
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

    /// <summary>It may belong to another program, which creates the same one at the same moment.</summary>
    [Fact]
    public async Task A_connection_that_was_never_written_is_not_deleted()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await NeverWritten(engine);

        await engine.Delete(stored);

        Assert.NotNull(engine.Server.World.AppConnections.Named("orders"));
        var warning = Assert.Single(engine.Warnings, line => line.Contains("was not deleted", StringComparison.Ordinal));
        Assert.Contains(stored.Id, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_that_needs_its_name_says_why_it_was_kept()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await NeverWritten(engine);
        engine.Diff(stored, ConnectionHarness.Postgres());
        await engine.Delete(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains("was not deleted, because it also belongs to another program, perhaps", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_whose_credentials_Infisical_has_taken_over_is_updated_without_them()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await NeverWritten(engine);
        engine.Server.World.AppConnections.TakeOver(stored.Id);
        var inputs = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);

        var read = (await engine.Read(stored))!;
        await engine.Update(read, inputs.With("description", "Orders."));

        Assert.NotEqual("not-written", read.Text("credentialsHash"));
        Assert.Equal("Orders.", engine.Server.World.AppConnections.Find(stored.Id)!.Description);
    }

    /// <summary>The engine repeats a failed Create if a hook asks for it.</summary>
    [Fact]
    public async Task A_repeated_create_does_not_take_the_secrets_for_written()
    {
        await using var engine = await ConnectionHarness.Start();
        TwiceSent(engine);
        engine.Server.Faults.On("PATCH", ConnectionHarness.Route, CommonFaults.Forbidden);
        await Assert.ThrowsAsync<PartialResultException>(() => engine.Create(ConnectionHarness.Postgres()));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains("\"orders\" already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.To("POST", ConnectionHarness.Route));
    }

    /// <summary>A read takes the secrets out of the inputs, and the engine keeps them out.</summary>
    [Fact]
    public async Task A_change_beside_ignored_credentials_is_made()
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await NeverWritten(engine);
        var read = (await engine.Read(stored))!;
        var inputs = read.Inputs.With("description", "Orders.");

        await engine.Provider.Update(
            new UpdateCall(engine.Token, "r", read.Id, read.Inputs, read.Outputs, inputs, ["credentials"], IsPreview: false),
            engine.ContextOf("r"));

        Assert.Equal("Orders.", engine.Server.World.AppConnections.Find(stored.Id)!.Description);
    }

    [Fact]
    public async Task A_connection_that_the_engine_cannot_save_is_named_after_its_secrets_were_written()
    {
        await using var engine = await ConnectionHarness.Start();
        TwiceSent(engine);
        var hold = new Hold();
        engine.Server.Faults.On("PATCH", ConnectionHarness.Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres());
        await hold.Arrived;
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Contains(
            $"({engine.Server.World.AppConnections.Named("orders")!.Id}) exists now", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The request for its secrets fails, too, because somebody deletes the connection meanwhile.</summary>
    [Fact]
    public async Task A_connection_that_the_engine_cannot_save_is_named_although_its_secrets_were_not_written()
    {
        await using var engine = await ConnectionHarness.Start();
        TwiceSent(engine);
        var hold = new Hold();
        engine.Server.Faults.On("PATCH", ConnectionHarness.Route, Fault.Waits(hold));
        var creating = engine.Create(ConnectionHarness.Postgres());
        await hold.Arrived;
        var id = engine.Server.World.AppConnections.Named("orders")!.Id;
        engine.Server.World.AppConnections.Delete(id);
        engine.Cancel();
        engine.Abandon();
        hold.Release();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Contains($"({id}) exists now", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A connection in the state whose secrets could not be written, in the next run.</summary>
    private static async Task<Stored> NeverWritten(ProviderHarness engine)
    {
        TwiceSent(engine);
        engine.Server.Faults.On("PATCH", ConnectionHarness.Route, CommonFaults.Forbidden);
        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Create(ConnectionHarness.Postgres()));
        var inputs = engine.Check(ConnectionHarness.Postgres());
        engine.NewRun();
        engine.Log.Clear();
        return new Stored(partial.Id, inputs, partial.Outputs);
    }

    private static void TwiceSent(ProviderHarness engine) => engine.Server.Faults.On(
        "POST",
        ConnectionHarness.Route,
        Fault.Error(400, "BadRequest", "An App Connection with the name \"orders\" already exists") with
        {
            AfterHandling = true,
        });
}
