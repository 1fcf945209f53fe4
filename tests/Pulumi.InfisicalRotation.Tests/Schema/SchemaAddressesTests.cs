using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Schema;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Schema;

public sealed class SchemaAddressesTests
{
    [Fact]
    public void Without_a_public_address_the_schema_has_none() =>
        Assert.Empty(With(repository: "", homepage: "", logoUrl: ""));

    [Fact]
    public void A_repository_on_GitHub_is_where_the_plugin_comes_from()
    {
        var schema = With("https://github.com/example/pulumi-infisical-rotation", homepage: "", logoUrl: "https://example.com/logo.svg");

        Assert.Equal("https://github.com/example/pulumi-infisical-rotation", schema["repository"]!.ToString());
        Assert.Equal("https://github.com/example/pulumi-infisical-rotation", schema["homepage"]!.ToString());
        Assert.Equal("https://example.com/logo.svg", schema["logoUrl"]!.ToString());
        Assert.Equal("github://api.github.com/example/pulumi-infisical-rotation", schema["pluginDownloadURL"]!.ToString());
    }

    [Fact]
    public void Another_repository_names_no_place_to_download_from() =>
        Assert.False(With("https://git.example.com/one/two", "https://example.com", "").ContainsKey("pluginDownloadURL"));

    [Fact]
    public void The_Go_package_is_below_the_repository() => Assert.Equal(
        "git.example.com/one/two/sdk/go/infisicalrotation", Publication.GoImportOf("https://git.example.com/one/two"));

    [Fact]
    public void The_addresses_that_are_set_are_secure() => Assert.All(
        new[] { Publication.Repository, Publication.Homepage, Publication.LogoUrl }.Where(address => address.Length > 0),
        address => Assert.Matches("^https://[^/]+/.*[^/]$", address));

    [Fact]
    public void Every_language_of_the_examples_has_its_names() => Assert.Equal(
        ["csharp", "go", "java", "nodejs", "python"],
        SchemaAddresses.Languages().Select(pair => pair.Key).Order(StringComparer.Ordinal));

    private static JsonObject With(string repository, string homepage, string logoUrl)
    {
        var schema = new JsonObject();
        SchemaAddresses.Add(schema, repository, homepage, logoUrl);
        return schema;
    }
}
