using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build;

namespace Pulumi.InfisicalRotation.EndToEnd.Release;

public sealed class SbomTests
{
    private static readonly string Assets = Repository.At("artifacts", "obj", "Pulumi.InfisicalRotation", "project.assets.json");

    [Fact]
    public void The_bill_is_complete_and_the_same_each_time()
    {
        var first = Bill().ToJsonString();

        Assert.True(Sbom.Check(first) > 5);
        Assert.Equal(first, Bill().ToJsonString());
        Assert.Matches(@"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Bill()["serialNumber"]!.ToString());
    }

    [Fact]
    public void The_packages_that_the_provider_refers_to_are_in_it_and_tools_of_the_build_are_not()
    {
        var names = Bill()["components"]!.AsArray().Select(one => one!["name"]!.ToString()).ToList();
        var referred = XDocument.Load(Repository.ProviderProject).Descendants("PackageReference")
            .Where(reference => reference.Attribute("PrivateAssets") is null)
            .Select(reference => reference.Attribute("Include")!.Value)
            .ToList();

        Assert.True(referred.Count > 3);
        Assert.Empty(referred.Except(names));
        Assert.DoesNotContain("Microsoft.CodeAnalysis.BannedApiAnalyzers", names);
        Assert.DoesNotContain("Grpc.Tools", names);
    }

    [Fact]
    public void The_runtime_that_is_compiled_in_is_in_it() => Assert.Contains(
        Bill()["components"]!.AsArray(),
        one => one!["name"]!.ToString().Contains(Platform.Own.Runtime, StringComparison.Ordinal));

    [Theory]
    [InlineData("purl")]
    [InlineData("licenses")]
    [InlineData("hashes")]
    public void A_bill_that_lacks_something_is_found(string member)
    {
        var bill = Bill();
        bill["components"]![0]![member] = member == "purl" ? "pkg:nuget/other@1.0.0" : new JsonArray();

        Assert.ThrowsAny<Exception>(() => Sbom.Check(bill.ToJsonString()));
    }

    private static JsonObject Bill()
    {
        Assert.SkipUnless(
            File.Exists(Assets) && File.ReadAllText(Assets).Contains($"/{Platform.Own.Runtime}\"", StringComparison.Ordinal),
            "NuGet has resolved nothing for this platform; `dotnet run build.cs publish` does it.");
        return Sbom.Of(JsonNode.Parse(File.ReadAllText(Assets))!, Platform.Own);
    }
}
