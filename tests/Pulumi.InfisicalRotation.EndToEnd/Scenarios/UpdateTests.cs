using System.Text.Json;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class UpdateTests
{
    /// <summary>What is put in the place of what, and what the server then says at which path.</summary>
    public static TheoryData<string, string, string, string> InPlace =>
    [
        Row("name: keys", "name: other-keys", "name", "other-keys", isInCi: true),
        Row("description: as it was", "description: as it is", "description", "as it is"),
        Row("rotationInterval: 30", "rotationInterval: 60", "rotationInterval", "60"),
        Row("hours: 3", "hours: 4", "rotateAtUtc.hours", "4"),
        Row("isAutoRotationEnabled: true", "isAutoRotationEnabled: false", "isAutoRotationEnabled", "False", isInCi: true),
        Row("region: us-east-1", "region: eu-west-1", "parameters.region", "eu-west-1"),
        Row("accessKeyId: CI_BOT_ID", "accessKeyId: CI_BOT_KEY", "secretsMapping.accessKeyId", "CI_BOT_KEY", isInCi: true),
        Row("environment: dev", "environment: staging", "environment.slug", "staging", isInCi: true),
        Row("secretPath: /", "secretPath: /services", "folder.path", "/services"),
    ];

    [Theory]
    [MemberData(nameof(InPlace))]
    public async Task A_Change_Is_Made_In_Place_And_Costs_No_Key(string old, string now, string path, string told)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var (before, key) = (server.Rotation, Assert.Single(server.Emulator.World.Keys));

        stack.Write(Programs.Rotation(server).With(old, now));
        Assert.Equal([new PlannedStep("update", Programs.RotationType, "keys")], await stack.PlanAsync());
        (await stack.UpAsync()).Succeeded();

        Assert.Equal(before.Id, server.Rotation.Id);
        Assert.Equal(key.AccessKeyId, Assert.Single(server.Emulator.World.Keys).AccessKeyId);
        Assert.Equal(2, server.Emulator.World.Secrets.Length);
        Assert.Equal(told, At(await server.GetAsync(server.Rotation), path));
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task Swapping_Secret_Names_Leaves_Each_Name_Once()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var before = server.Emulator.World.Secrets.ToDictionary(secret => secret.Name, secret => secret.Value);

        stack.Write(Programs.Rotation(server)
            .With("accessKeyId: CI_BOT_ID", "accessKeyId: swap").With("secretAccessKey: CI_BOT_SECRET", "secretAccessKey: CI_BOT_ID").With("swap", "CI_BOT_SECRET"));
        (await stack.UpAsync()).Succeeded();

        var after = server.Emulator.World.Secrets.ToDictionary(secret => secret.Name, secret => secret.Value);
        Assert.Equal(before["CI_BOT_ID"], after["CI_BOT_SECRET"]);
        Assert.Equal(before["CI_BOT_SECRET"], after["CI_BOT_ID"]);
        await stack.HasNothingToDoAsync();
    }

    [Fact]
    public async Task A_Change_Of_A_Provider_Only_Input_Sends_Nothing()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Requests.Clear();

        stack.Write(Programs.Rotation(server).With("description: as it was", "description: as it was\n      deleteSecretsOnDelete: false"));
        (await stack.UpAsync()).Succeeded().Says("1 updated");
        Assert.Equal((0, 0), (server.Asked("PATCH"), server.Asked("POST")));

        (await stack.DestroyAsync()).Succeeded();
        Assert.Equal((0, 0, 2), server.Counts());
    }

    [Fact]
    public async Task A_Trigger_Rotates_Once_And_Removing_It_Does_Not()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        var version = (await stack.OutputsAsync()).GetProperty("credentialVersion").GetRawText();

        stack.Write(Programs.Rotation(server).With("description: as it was", "description: as it was\n      rotateTriggers: {reason: first}"));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(2, server.Emulator.World.Keys.Length);
        Assert.Equal(1, server.Rotation.ActiveIndex);
        Assert.NotEqual(version, (await stack.OutputsAsync()).GetProperty("credentialVersion").GetRawText());

        stack.Write(Programs.Rotation(server));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(1, server.Rotation.ActiveIndex);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    private static string At(JsonElement told, string path) =>
        path.Split('.').Aggregate(told, (element, name) => element.GetProperty(name)).ToString();

    private static TheoryDataRow<string, string, string, string> Row(
        string old, string now, string path, string told, bool isInCi = false) =>
        new(old, now, path, told) { Explicit = !isInCi };
}
