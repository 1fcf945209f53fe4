using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Schema;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Schema;

public sealed class SchemaWriterTests
{
    private static readonly JsonObject Written = SchemaWriter.Write(PackageInfo.Version);

    [Fact]
    public void The_committed_schema_matches_the_catalogue() => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(WorkTree.Read("ProviderSchema.json")), Written),
        "ProviderSchema.json is stale; run: dotnet run build.cs generate");

    [Fact]
    public void Every_type_is_a_resource() => Assert.All(
        RotationTypes.All,
        type => Assert.True(Written["resources"]!.AsObject().ContainsKey(PackageInfo.Token(type.TypeName))));

    [Fact]
    public void Every_reference_has_a_target()
    {
        var types = Written["types"]!.AsObject();

        Assert.NotEmpty(References(Written));
        Assert.All(References(Written), reference => Assert.True(
            reference == "pulumi.json#/Any" ||
                types.ContainsKey(reference.Replace("#/types/", "", StringComparison.Ordinal)),
            reference));
    }

    [Fact]
    public void Required_properties_exist() => Assert.All(Written["resources"]!.AsObject(), pair =>
    {
        var resource = pair.Value!.AsObject();
        Assert.NotEmpty(resource["required"]!.AsArray());
        Assert.NotEmpty(resource["requiredInputs"]!.AsArray());
        Assert.All(
            resource["required"]!.AsArray(),
            name => Assert.True(resource["properties"]!.AsObject().ContainsKey(name!.ToString())));
        Assert.All(
            resource["requiredInputs"]!.AsArray(),
            name => Assert.True(resource["inputProperties"]!.AsObject().ContainsKey(name!.ToString())));
    });

    [Fact]
    public void A_secret_input_is_a_secret_output()
    {
        var secrets = ProviderConfig.All.SelectMany(field => field.Fields.SelectMany(member => member.Fields))
            .Where(field => field.IsSecret)
            .ToList();

        Assert.Equal(["clientSecret", "accessToken"], secrets.Select(field => field.Name));
        Assert.All(secrets, field => Assert.Contains(
            Written["types"]!.AsObject(),
            pair => pair.Value!["properties"]?[field.Name]?["secret"]?.GetValue<bool>() == true));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map =>
            map.SelectMany(pair => pair.Key == "$ref" ? [pair.Value!.ToString()] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
