using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>A further app takes a file, its line in the list and a contract, and nothing else.</summary>
public sealed class ConnectionCatalogueTests
{
    private const string Source = "src/Pulumi.InfisicalRotation";

    public static TheoryData<string> Apps => ConnectionFacts.Apps;

    [Theory]
    [MemberData(nameof(Apps))]
    public void An_app_has_a_type_and_a_file_named_for_its_slug(string app)
    {
        var type = string.Concat(app.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "Connection";

        Assert.Equal(type, ConnectionTypes.All.Single(one => one.App == app).TypeName);
        Assert.Contains($"{Source}/Catalogue/Connections/{type}.cs", WorkTree.Files("src", "*.cs"));
    }

    /// <summary>The component is for AWS alone.</summary>
    [Theory]
    [MemberData(nameof(Apps))]
    public void An_app_is_not_named_where_all_apps_are_the_same(string app)
    {
        var type = ConnectionTypes.All.Single(one => one.App == app).TypeName;

        var mentions = new[] { "Api", "Connections", "Fields", "Functions", "Rotations", "Schema", "Session" }
            .SelectMany(folder => WorkTree.Files($"{Source}/{folder}", "*.cs"))
            .Where(path => WorkTree.Read(path) is var text
                && (text.Contains($"{type}.", StringComparison.Ordinal)
                    || (path.StartsWith($"{Source}/Connections/", StringComparison.Ordinal)
                        && text.Contains($"\"{app}\"", StringComparison.Ordinal))));

        Assert.Empty(mentions);
    }
}
