using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class RotationListTests
{
    private const string Generic = "infisical-rotation:index:SecretRotation";

    [Fact]
    public async Task A_list_of_the_generic_resource_has_all_types_and_pages_of_the_requested_size()
    {
        await using var engine = await ProviderHarness.Start(token: Generic);
        foreach (var name in new[] { "a", "b", "c" })
        {
            engine.Server.World.Add(new SeedIamUser(name));
            await engine.Create(
                engine.Inputs(name, name, name.ToUpperInvariant()).With("type", "aws-iam-user-secret"), name);
        }

        engine.NewRun();
        var query = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);
        var first = await engine.Provider.List(new ListCall(Generic, query, Limit: 0, PageSize: 2, ""), engine.Context);
        var rest = await engine.Provider.List(
            new ListCall(Generic, query, Limit: 0, PageSize: 2, first.ContinuationToken), engine.Context);

        Assert.Equal(["a", "b"], first.Resources.Select(resource => resource.Name));
        Assert.Equal(["c"], rest.Resources.Select(resource => resource.Name));
        Assert.Empty(rest.ContinuationToken);
    }

    [Fact]
    public async Task A_list_without_a_project_is_refused_with_the_two_places_to_give_it()
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Provider.List(
            new ListCall(engine.Token, PropertyMap.Empty, Limit: 0, PageSize: 9, ""), engine.Context));

        Assert.StartsWith("projectId is required to list rotations", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("in the query or in the provider configuration.", refusal.Message, StringComparison.Ordinal);
    }
}
