using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Catalogue;

/// <summary>
/// The catalogue against the cloud's own OpenAPI document. The document differs from the server's code that the other
/// contract files come from; the provider serves both. A deliberate difference is listed in the data, with its reason.
/// </summary>
public sealed class CloudContractTests
{
    public static TheoryData<string> Slugs => [.. CloudFacts.Slugs, CloudFacts.Shared];

    public static TheoryData<string> Types => [.. CloudFacts.Slugs];

    public static TheoryData<string, string> Fields
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var slug in CloudFacts.Slugs.Append(CloudFacts.Shared))
            {
                foreach (var path in CloudFacts.Paths(slug))
                {
                    rows.Add(slug, path);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_is_as_the_cloud_describes_it_or_differs_for_a_reason(string slug, string path)
    {
        var listed = CloudFacts.Deliberate(slug).Where(one => one.Path == path).Select(one => one.Fact);

        Assert.Equal(listed.Order(StringComparer.Ordinal), CloudFacts.Differences(slug, path));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_listed_difference_is_about_a_field_and_has_a_reason(string slug) => Assert.All(
        CloudFacts.Deliberate(slug),
        one =>
        {
            Assert.Contains(one.Path, CloudFacts.Paths(slug).Append("apps"));
            Assert.EndsWith(".", one.Reason, StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Types))]
    public void The_title_and_the_apps_are_those_of_the_cloud(string slug)
    {
        var file = CloudFacts.Read(slug);
        var apps = file["apps"]!.AsArray().Select(app => app!.ToString());
        var more = CloudFacts.Deliberate(slug).Where(one => one.Path == "apps").Select(one => one.Fact);

        Assert.Equal(file["title"]!.ToString(), Contracts.Type(slug).Title);
        Assert.Equal(apps.Concat(more).Order(), Contracts.Type(slug).ConnectionApps.Order());
    }

    /// <summary>What a PATCH does not take is replaced, moved, used at creation only, or never sent.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void A_patch_has_the_fields_of_the_cloud(string slug)
    {
        var sent = Contracts.Type(slug).Inputs
            .Where(field => field is { Replaces: false, IsProviderOnly: false, IsCreateOnly: false })
            .Except([Envelope.Environment, Envelope.SecretPath])
            .Select(field => field.Name);

        Assert.Equal(Names(CloudFacts.Read(CloudFacts.Shared)["update"]).Order(), sent.Order());
    }

    [Fact]
    public void A_deletion_has_the_flags_of_the_cloud() => Assert.Equal(
        Names(CloudFacts.Read(CloudFacts.Shared)["delete"]),
        RotationDeletion.Split('&').Select(pair => pair.Split('=')[0]));

    private static string RotationDeletion =>
        InfisicalRotation.Api.Rotations.RotationRoutes.Delete("t", "i", true, true).Path.Split('?')[1];

    private static IEnumerable<string> Names(JsonNode? list) => list!.AsArray().Select(name => name!.ToString());
}
