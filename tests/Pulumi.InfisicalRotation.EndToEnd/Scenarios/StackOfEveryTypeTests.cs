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
        var slugs = ContractResources.RotationTypes;
        await using var stack = await CliStack.StartAsync(
            server, "resources:\n" + string.Concat(slugs.Select(slug => ContractResources.RotationYaml(slug, ContractResources.Rotation(slug, slug)))));

        (await stack.UpAsync()).Succeeded();
        Assert.Equal(slugs, server.Emulator.World.Rotations.Select(rotation => rotation.Type).Order(StringComparer.Ordinal));
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();

        // Revoking would also affect credentials that the rotation did not create, so it is off by default.
        Assert.Equal(["salesforce-oauth-credentials"], server.Emulator.World.Credentials.Select(left => left.Type));
    }
}
