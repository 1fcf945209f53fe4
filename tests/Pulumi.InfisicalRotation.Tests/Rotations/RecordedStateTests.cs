using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// States as earlier schemas stored them (<c>tests/States</c>): they lack outputs and inputs of today. An upgrade of the
/// provider must not change, rotate or lose anything.
/// </summary>
public sealed class RecordedStateTests
{
    public static TheoryData<string> States => [.. WorkTree.Files("tests/States/", "*.json")];

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_state_of_an_earlier_schema_needs_no_change_and_is_deleted_as_it_says(string path)
    {
        await using var engine = await ProviderHarness.Start();
        var recorded = JsonNode.Parse(WorkTree.Read(path))!.AsObject();
        var inputs = FieldJson.FromJson(recorded["inputs"]!.AsObject())
            .With("projectId", engine.Server.Seed.Project.Id)
            .With("connectionId", engine.Server.Seed.Connection.Id);
        var created = await engine.Create(inputs);
        var names = recorded["outputs"]!.AsArray().Select(name => name!.ToString()).ToHashSet(StringComparer.Ordinal);
        var stored = created with
        {
            Inputs = inputs,
            Outputs = PropertyMap.From(created.Outputs.Where(output => names.Contains(output.Key))),
        };
        Assert.Equal(names.Order(StringComparer.Ordinal), stored.Outputs.Keys.Order(StringComparer.Ordinal));
        engine.NewRun();
        var before = engine.Server.Requests.All.Length;

        var read = await engine.Read(stored);

        Assert.Equal(inputs, read!.Inputs);
        Assert.Empty(engine.Diff(read, inputs));
        Assert.All(
            engine.RequestsSince(before), request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
        Assert.Single(engine.Server.World.Keys);
        await engine.Delete(read);
        Assert.Equal("0 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
    }
}
