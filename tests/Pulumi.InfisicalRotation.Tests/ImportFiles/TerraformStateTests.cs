using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.ImportFiles;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class TerraformStateTests
{
    [Theory]
    [InlineData("aws_iam_user_secret", "AwsIamUserSecretRotation")]
    [InlineData("azure_client_secret", "AzureClientSecretRotation")]
    [InlineData("ldap_password", "LdapPasswordRotation")]
    [InlineData("mssql_credentials", "MssqlCredentialsRotation")]
    [InlineData("mysql_credentials", "MysqlCredentialsRotation")]
    [InlineData("oracledb_credentials", "OracledbCredentialsRotation")]
    [InlineData("postgres_credentials", "PostgresCredentialsRotation")]
    public void Each_rotation_resource_of_the_peer_has_one_here(string type, string expected)
    {
        var (candidates, skipped) = TerraformState.Read(
            TerraformStates.Of(TerraformStates.Rotation("r", TerraformStates.Id, type)));

        var candidate = Assert.Single(candidates);
        Assert.Equal(
            ($"infisical-rotation:index:{expected}", TerraformStates.Id, "dev", "/services"),
            (candidate.Token, candidate.ImportId, candidate.Environment, candidate.Path));
        Assert.Empty(skipped);
    }

    [Fact]
    public void Each_app_connection_has_a_resource_here()
    {
        var resources = ConnectionTypes.All.Select((type, index) => TerraformStates.Connection(
            $"c{index}", TerraformStates.Id, type.App.Replace('-', '_')));

        var (candidates, skipped) = TerraformState.Read(TerraformStates.Of([.. resources]));

        Assert.Equal(
            ConnectionTypes.All.Select(type => $"infisical-rotation:index:{type.TypeName}"),
            candidates.Select(candidate => candidate.Token));
        Assert.Empty(skipped);
    }

    [Fact]
    public void Modules_and_indexes_are_part_of_the_name_where_they_are_needed()
    {
        var nested = new JsonObject
        {
            ["address"] = "module.eu",
            ["resources"] = new JsonArray(TerraformStates.Rotation("keys", TerraformStates.Id)),
            ["child_modules"] = new JsonArray(new JsonObject
            {
                ["address"] = "module.eu.module.db[\"a\"]",
                ["resources"] = new JsonArray(TerraformStates.Rotation("keys", TerraformStates.Id).With("index", 1)),
            }),
        };

        var (candidates, _) = TerraformState.Read(TerraformStates.InModules(new JsonObject
        {
            ["resources"] = new JsonArray(TerraformStates.Rotation("keys", TerraformStates.Id).With("index", "one")),
            ["child_modules"] = new JsonArray(nested),
        }));

        Assert.Equal(
            ["keys-one", "keys", "keys-1"],
            ResourceNames.Assign([.. candidates.Select(candidate => candidate.Names)]));
        Assert.Equal("eu.db-a-keys-1", ResourceNames.Plain(candidates[2].Names[1]));
    }

    [Fact]
    public void What_cannot_be_imported_is_left_out_with_the_reason()
    {
        var (candidates, skipped) = TerraformState.Read(TerraformStates.Of(
            TerraformStates.Rotation("old", TerraformStates.Id).With("deposed_key", "00000001"),
            TerraformStates.Rotation("new-type", TerraformStates.Id, "quantum_key"),
            TerraformStates.Connection("vault", TerraformStates.Id, "1password"),
            TerraformStates.Rotation("without", "").WithValue("id", null),
            TerraformStates.Rotation("strange", "../../x")));

        Assert.Empty(candidates);
        Assert.Collection(
            skipped,
            one => Assert.Contains("has replaced and not yet deleted", one, StringComparison.Ordinal),
            one => Assert.Contains("infisical_secret_rotation_quantum_key", one, StringComparison.Ordinal),
            one => Assert.Contains("infisical_app_connection_1password", one, StringComparison.Ordinal),
            one => Assert.Contains("has no id of it", one, StringComparison.Ordinal),
            one => Assert.Contains("has no id of it", one, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_resources_and_data_sources_are_ignored()
    {
        var (candidates, skipped) = TerraformState.Read(TerraformStates.Of(
            TerraformStates.Resource("aws_iam_user", "u", new JsonObject { ["id"] = "u" }),
            TerraformStates.Resource("infisical_secret", "s", new JsonObject { ["id"] = TerraformStates.Id }),
            TerraformStates.Rotation("data", TerraformStates.Id).With("mode", "data")));

        Assert.Empty(candidates);
        Assert.Empty(skipped);
    }

    [Theory]
    [InlineData("", "terraform show -json > state.json")]
    [InlineData("[]", "terraform show -json > state.json")]
    [InlineData("# terraform show", "terraform show -json > state.json")]
    [InlineData("{\"a\":1}", "terraform show -json > state.json")]
    [InlineData(
        """{"format_version":"1.0","values":{"root_module":{"resources":[{"mode":"managed","type":"\ud800"}]}}}""",
        "terraform show -json > state.json")]
    [InlineData("{\"version\":4,\"lineage\":\"x\",\"resources\":[]}", "state file of Terraform itself")]
    [InlineData("{\"format_version\":\"1.2\",\"planned_values\":{}}", "a plan of Terraform")]
    public void Another_text_is_explained(string text, string expected)
    {
        var fault = Assert.Throws<ImportException>(() => TerraformState.Read(text));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"format_version\":\"1.0\"}")]
    [InlineData("{\"format_version\":\"1.0\",\"values\":{\"root_module\":{}}}")]
    [InlineData("{\"format_version\":\"1.0\",\"values\":{\"root_module\":{\"resources\":[1,null,{\"type\":3}]}}}")]
    public void A_state_may_have_nothing(string text) => Assert.Empty(TerraformState.Read(text).Candidates);
}
