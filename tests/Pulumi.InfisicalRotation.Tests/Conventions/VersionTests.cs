using System.Text.Json;
using System.Xml.Linq;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed class VersionTests
{
    private static string Written =>
        XDocument.Parse(WorkTree.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void The_executable_has_the_version_of_the_build_file() =>
        Assert.Equal(Written, typeof(PropertyMap).Assembly.GetName().Version?.ToString(3));

    [Fact]
    public void The_schema_has_the_version_of_the_build_file()
    {
        using var schema = JsonDocument.Parse(WorkTree.Read("ProviderSchema.json"));

        Assert.Equal(Written, schema.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void The_changelog_begins_with_the_unreleased_changes()
    {
        var sections = WorkTree.Lines("CHANGELOG.md").Where(line => line.StartsWith("## ", StringComparison.Ordinal));

        Assert.Equal("## Unreleased", sections.First());
    }
}
