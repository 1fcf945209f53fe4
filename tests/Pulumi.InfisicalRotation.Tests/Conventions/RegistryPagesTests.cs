using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>The pages that the Pulumi registry shows: what it asks for, and nothing that the schema does not have.</summary>
public sealed class RegistryPagesTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(WorkTree.Read("ProviderSchema.json"))!;

    public static TheoryData<string> Pages => ["docs/_index.md", "docs/installation-configuration.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_begins_with_what_the_registry_reads(string page) => Assert.Matches(
        @"\A---\ntitle: \S.*\nmeta_desc: \S.{40,160}\nlayout: package\n---\n\n\S", WorkTree.Read(page));

    [Fact]
    public void The_overview_has_a_program_in_every_language()
    {
        var page = WorkTree.Read("docs/_index.md");
        var languages = Regex.Match(page, @"\{\{< chooser language ""([a-z,]+)"" >\}\}").Groups[1].Value.Split(',');

        Assert.Equal(["csharp", "go", "java", "python", "typescript", "yaml"], languages.Order(StringComparer.Ordinal));
        Assert.All(languages, language => Assert.Matches(
            $@"\{{\{{% choosable language {language} %\}}\}}\n\n<!-- .* -->\n```{language}\n[^`]+```\n<!-- end -->\n\n\{{\{{% /choosable %\}}\}}", page));
        Assert.Contains("{{< /chooser >}}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_and_every_member_is_described()
    {
        var page = WorkTree.Read("docs/installation-configuration.md");
        var names = Names("", Schema["config"]!["variables"]!.AsObject()).ToList();

        Assert.Contains("auth.universal.clientSecret", names);
        Assert.All(names, name => Assert.Contains($"\n| `{name}` | ", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string prefix, JsonObject properties) => properties.SelectMany(pair =>
    {
        var type = pair.Value!["$ref"]?.ToString().Replace("#/types/", "", StringComparison.Ordinal);
        var members = type is null ? null : Schema["types"]![type]?["properties"]?.AsObject();
        return (members is null ? [] : Names($"{prefix}{pair.Key}.", members)).Prepend(prefix + pair.Key);
    });
}
