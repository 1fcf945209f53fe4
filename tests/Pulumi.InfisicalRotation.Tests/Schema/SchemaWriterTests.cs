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

        Assert.Equal(["clientSecret", "accessToken"], secrets.Select(field => field.Name).Take(2));
        Assert.All(secrets, field => Assert.Contains(
            Written["types"]!.AsObject(),
            pair => pair.Value!["properties"]?[field.Name]?["secret"]?.GetValue<bool>() == true));
    }

    [Fact]
    public void The_default_of_a_type_reaches_its_sdk_and_not_that_of_the_generic_resource()
    {
        const string Name = "revokeCredentialsOnDelete";

        Assert.All(RotationTypes.All, type => Assert.Equal(
            type.RevokesByDefault, Input(type.TypeName, Name)["default"]!.GetValue<bool>()));
        Assert.Null(Input(RotationTypes.GenericName, Name)["default"]);
        Assert.Contains(
            "For `salesforce-oauth-credentials`: false.",
            Input(RotationTypes.GenericName, Name)["description"]!.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_names_of_the_generic_resource_are_strings()
    {
        var mapping = Input(RotationTypes.GenericName, "secretsMapping");
        var parameters = Input(RotationTypes.GenericName, "parameters");

        Assert.Equal("string", mapping["additionalProperties"]!["type"]!.ToString());
        Assert.Equal("pulumi.json#/Any", parameters["additionalProperties"]!["$ref"]!.ToString());
    }

    [Fact]
    public void Health_is_an_enum()
    {
        var token = PackageInfo.Token("RotationHealth");

        var rotations = Written["resources"]!.AsObject()
            .Where(pair => !pair.Key.EndsWith("Connection", StringComparison.Ordinal));
        Assert.All(rotations, pair => Assert.Equal(
            $"#/types/{token}", pair.Value!["properties"]!["health"]!["$ref"]!.ToString()));
        Assert.Equal(
            ["failed", "healthy", "overdue", "paused"],
            Written["types"]![token]!["enum"]!.AsArray().Select(one => one!["value"]!.ToString()).Order());
    }

    [Fact]
    public void Outputs_of_the_component_that_are_always_there_are_required()
    {
        var component = Written["resources"]![PackageInfo.Token("RotatedAwsIamUser")]!;
        string[] optional =
        [
            "activeIndex", "complianceMaxAgeDays", "description", "isLastRotationManual", "lastRotationMessage",
            "maxKeyAgeDays", "nextRotationAt",
            "previousCredentialValidUntil", "region", "rotateTriggers", "userArn",
        ];

        Assert.Equal(
            optional,
            component["properties"]!.AsObject().Select(pair => pair.Key)
                .Except(component["required"]!.AsArray().Select(name => name!.ToString()))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_namespace_of_the_CSharp_SDK_is_named_once() => Assert.Equal(
        """{"infisical-rotation":"InfisicalRotation"}""",
        Written["language"]!["csharp"]!["namespaces"]!.ToJsonString());

    private static JsonNode Input(string resource, string name) =>
        Written["resources"]![PackageInfo.Token(resource)]!["inputProperties"]![name]!;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map =>
            map.SelectMany(pair => pair.Key == "$ref" ? [pair.Value!.ToString()] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
