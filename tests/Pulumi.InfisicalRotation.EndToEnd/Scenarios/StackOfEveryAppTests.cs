using System.Collections.Immutable;
using System.Text;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class StackOfEveryAppTests
{
    /// <summary>Every app with every rotation type that it serves; a login in a browser is the only one for some apps.</summary>
    private static readonly ImmutableArray<(string App, string Slug)> Pairs =
        [.. ContractResources.RotationTypes.SelectMany(slug => ContractResources.AppsOf(slug).Select(app => (app, slug)))];

    private static readonly ImmutableArray<string> Made =
        [.. ContractResources.Apps.Where(app => ContractResources.MethodsOf(app).Length > 0)];

    private static readonly ImmutableArray<string> LookedUp = [.. ContractResources.Apps.Except(Made)];

    [Fact]
    public async Task All_Connections_Are_Created_Unchanged_And_Destroyed()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { TriesAwsConnections = false });
        var before = server.Emulator.World.Connections;
        var resources = ContractResources.Apps
            .SelectMany(app => ContractResources.MethodsOf(app).Select(method =>
                ContractResources.ConnectionYaml(app, ContractResources.Connection(app, method, $"{app}-{method}"))))
            .ToArray();
        await using var stack = await CliStack.StartAsync(server, "resources:\n" + string.Concat(resources));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(before + resources.Length, server.Emulator.World.Connections);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        Assert.Equal(before, server.Emulator.World.Connections);
    }

    [Fact]
    public async Task Connections_To_All_Apps_And_Their_Rotations_Are_Created_Changed_And_Destroyed_Together()
    {
        await using var server = await Server.StartAsync();
        var world = server.Emulator.World;
        foreach (var app in LookedUp)
        {
            world.Add(new SeedConnection(app, app));
        }

        var before = world.AppConnections.All;
        await using var stack = await CliStack.StartAsync(server, Program("as it was", 30));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(Pairs.Length, world.Rotations.Length);
        Assert.Equal(before.Length + Made.Length, world.Connections);
        Assert.Equal(
            Pairs.Select(pair => pair.App).Order(StringComparer.Ordinal),
            world.Rotations.Select(rotation => world.AppConnections.Find(rotation.ConnectionId)!.App).Order(StringComparer.Ordinal));
        await stack.HasNothingToDoAsync();
        var (ids, secrets, hashes) = (Ids(world), world.Secrets.Length, Hashes(world));

        stack.Write(Program("as it is now", 60));
        (await stack.UpAsync()).Succeeded();
        Assert.Equal(Made.Length, world.AppConnections.All.Count(connection => connection.Description == "as it is now"));
        Assert.Equal(Made.Length, server.Emulator.Requests.To("PATCH", "/api/v1/app-connections").Length);
        Assert.Equal(Pairs.Length, server.Asked("PATCH"));
        foreach (var rotation in world.Rotations)
        {
            Assert.Equal(60, (await server.GetAsync(rotation)).GetProperty("rotationInterval").GetInt32());
        }

        Assert.Equal(ids, Ids(world));
        Assert.Equal(secrets, world.Secrets.Length);
        Assert.Equal(hashes, Hashes(world));
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
        Assert.Empty(world.Credentials);
        Assert.Equal(before.Select(connection => connection.Id), world.AppConnections.All.Select(connection => connection.Id));
    }

    [Fact]
    public void Only_Stripe_Needs_A_Login_In_A_Browser() => Assert.Equal(["stripe"], LookedUp);

    private static string Program(string description, int interval)
    {
        var program = new StringBuilder("variables:\n");
        foreach (var app in LookedUp)
        {
            program.Append(
                $"  {app}:\n    fn::invoke:\n      function: infisical-rotation:index:getAppConnection\n      arguments: {{app: {app}, name: {app}}}\n");
        }

        program.Append("resources:\n");
        foreach (var app in Made)
        {
            var inputs = ContractResources.Connection(app, ContractResources.MethodsOf(app)[^1], app);
            inputs["description"] = description;
            program.Append(ContractResources.ConnectionYaml(app, inputs));
        }

        foreach (var (app, slug) in Pairs)
        {
            var inputs = ContractResources.Rotation(slug, $"{slug}-on-{app}");
            inputs["connectionId"] = Made.Contains(app) ? $"${{{app}.id}}" : $"${{{app}.connectionId}}";
            inputs["rotationInterval"] = interval;

            // Not the default of every type; with it, nothing may be left.
            inputs["revokeCredentialsOnDelete"] = true;
            program.Append(ContractResources.RotationYaml(slug, inputs));
        }

        return program.ToString();
    }

    private static string[] Ids(World world) =>
        [.. world.Rotations.Select(rotation => rotation.Id).Concat(world.AppConnections.All.Select(connection => connection.Id))];

    private static string[] Hashes(World world) => [.. world.AppConnections.All.Select(connection => connection.CredentialsHash)];
}
