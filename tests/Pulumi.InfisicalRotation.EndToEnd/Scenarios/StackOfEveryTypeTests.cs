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

    private static string[] Contracts() => [.. Directory.GetDirectories(Repository.At("tests", "Contract")).Select(folder => Path.GetFileName(folder))];

    /// <summary>The request that the contract says is accepted, as a resource; names are made its own, for all share one folder.</summary>
    private static string Resource(string slug)
    {
        var inputs = JsonNode.Parse(File.ReadAllText(Repository.At("tests", "Contract", slug, "create.json")))!.AsObject();
        inputs["name"] = slug;
        foreach (var field in inputs["secretsMapping"]!.AsObject().Select(pair => pair.Key).ToList())
        {
            inputs["secretsMapping"]![field] = $"{slug}-{field}";
        }

        var type = string.Concat(slug.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
        return $"  {slug}:\n    type: infisical-rotation:index:{type}Rotation\n    properties: {inputs.ToJsonString()}\n";
    }
}
