using System.Globalization;
using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class StackOfEveryTypeTests
{
    [Fact]
    public async Task All_Types_Are_Created_Unchanged_And_Destroyed()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { Seed = Seed.WithEveryApp() });
        var slugs = Contracts();
        await using var stack = await CliStack.StartAsync(server, "resources:\n" + string.Concat(slugs.Select(Resource)));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(slugs.Order(StringComparer.Ordinal), server.Emulator.World.Rotations.Select(rotation => rotation.Type).Order(StringComparer.Ordinal));
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();

        // Revoking would also affect credentials that the rotation did not create, so it is off by default.
        Assert.Equal(["salesforce-oauth-credentials"], server.Emulator.World.Credentials.Select(left => left.Type));
    }

    [Fact]
    public async Task All_Connections_Are_Created_Unchanged_And_Destroyed()
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { TriesAwsConnections = false });
        var before = server.Emulator.World.Connections;
        var resources = Directory.GetDirectories(Repository.At("tests", "Contract", "app-connections"))
            .SelectMany(folder => Connections(Path.GetFileName(folder)))
            .ToArray();
        await using var stack = await CliStack.StartAsync(server, "resources:\n" + string.Concat(resources));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(before + resources.Length, server.Emulator.World.Connections);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        Assert.Equal(before, server.Emulator.World.Connections);
    }

    private static string[] Contracts() =>
    [
        .. Directory.GetDirectories(Repository.At("tests", "Contract"))
            .Where(folder => File.Exists(Path.Combine(folder, "type.json")))
            .Select(folder => Path.GetFileName(folder)),
    ];

    /// <summary>A connection for each method that a program can use.</summary>
    private static IEnumerable<string> Connections(string app)
    {
        var methods = JsonNode.Parse(File.ReadAllText(Repository.At("tests", "Contract", "app-connections", app, "create.json")))!.AsObject();
        foreach (var (method, inputs) in methods.Where(pair => pair.Key != "oauth"))
        {
            var name = $"{app}-{method}";
            inputs!["name"] = name;
            yield return $"  {name}:\n    type: infisical-rotation:index:{Pascal(app)}Connection\n    properties: {inputs.ToJsonString()}\n";
        }
    }

    private static string Pascal(string slug) =>
        string.Concat(slug.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));

    /// <summary>The request that the contract says is accepted, as a resource; names are made its own, for all share one folder.</summary>
    private static string Resource(string slug)
    {
        var inputs = JsonNode.Parse(File.ReadAllText(Repository.At("tests", "Contract", slug, "create.json")))!.AsObject();
        inputs["name"] = slug;
        foreach (var field in inputs["secretsMapping"]!.AsObject().Select(pair => pair.Key).ToList())
        {
            inputs["secretsMapping"]![field] = $"{slug}-{field}";
        }

        return $"  {slug}:\n    type: infisical-rotation:index:{Pascal(slug)}Rotation\n    properties: {inputs.ToJsonString()}\n";
    }
}
