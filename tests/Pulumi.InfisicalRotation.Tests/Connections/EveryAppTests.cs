using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>The whole life of a connection, for each app and method that a program can use.</summary>
public sealed class EveryAppTests
{
    public static TheoryData<string, string> Methods => ConnectionFacts.UsableMethods;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_connection_is_created_read_and_deleted(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app);
        var before = engine.Server.World.Connections;

        var stored = await engine.Create(ConnectionFacts.Inputs(app, method));

        var made = Assert.IsType<WorldConnection>(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Equal(app, made.App);
        Assert.All(ConnectionHarness.Texts(stored.Inputs), one => Assert.Equal(one.Value, made[one.Name]));
        Assert.Equal(stored.Id, stored.Text("connectionId"));
        Assert.Equal(made.CredentialsHash, stored.Text("credentialsHash"));

        engine.NewRun();
        var read = await engine.Read(stored);
        Assert.Equal(stored.Inputs, read!.Inputs);
        Assert.Empty(engine.Diff(read, ConnectionFacts.Inputs(app, method)));
        Assert.Empty(engine.Warnings);

        await engine.Delete(read);
        Assert.Equal(before, engine.Server.World.Connections);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Secrets_stay_secret_in_inputs_and_state(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app);

        var stored = await engine.Create(ConnectionFacts.Inputs(app, method));

        engine.NewRun();
        var read = await engine.Read(stored);
        var secrets = ConnectionFacts.Credentials(app, method).Where(fact => fact.Value.IsTrue("secret"));
        Assert.All(secrets, fact =>
        {
            PropertyMap[] places = [stored.Inputs, stored.Outputs, read!.Inputs, read.Outputs];
            Assert.All(places, place => Assert.True(IsSecretOrAbsent(place, fact.Key), fact.Key));
        });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Changed_secrets_are_written_as_a_whole(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app, triesAws: false);
        var stored = await engine.Create(ConnectionFacts.Inputs(app, method));
        var changed = ConnectionHarness.WithOtherSecrets(app, method);
        engine.NewRun();

        Assert.NotEmpty(engine.Diff(stored, changed));
        var updated = await engine.Update(stored, changed);

        var made = engine.Server.World.AppConnections.Find(stored.Id)!;
        Assert.All(ConnectionHarness.Texts(updated.Inputs), one => Assert.Equal(one.Value, made[one.Name]));
        Assert.Equal(made.CredentialsHash, updated.Text("credentialsHash"));
        Assert.NotEqual(stored.Text("credentialsHash"), updated.Text("credentialsHash"));
        engine.NewRun();
        Assert.Empty(engine.Diff((await engine.Read(updated))!, changed));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task An_import_has_no_secrets_and_no_difference(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app);
        var stored = await engine.Create(ConnectionFacts.Inputs(app, method));
        engine.NewRun();

        var imported = await engine.Import($"{app}//{stored.Text("name")}");

        Assert.Equal(stored.Id, imported!.Id);
        Assert.Empty(engine.Diff(imported, ConnectionFacts.Inputs(app, method)));
        engine.NewRun();
        Assert.Empty(engine.Diff((await engine.Read(imported))!, imported.Inputs));
        Assert.Empty(engine.Warnings);
    }

    private static bool IsSecretOrAbsent(PropertyMap place, string name) =>
        place.Get("credentials") is not PropertyValue.Map { Properties: var members }
        || members.Get(name) is null or PropertyValue.Secret;
}
