using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed class TrackedTextTests
{
    private static readonly string[] Patterns =
        ["*.cs", "*.md", "*.json", "*.yaml", "*.yml", "*.csproj", "*.props", "*.ts", "*.proto", "run", ".*"];

    // Cut in two, so that this file is not found itself.
    private static readonly string[] Strangers =
        ["/wo" + "rk/", "/tm" + "p/h/", "registry." + "npmjs", "api." + "nuget.org"];

    public static TheoryData<string> Texts =>
        [.. Patterns.SelectMany(pattern => WorkTree.Files("", pattern)).Distinct()];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_file_names_no_path_of_one_machine_and_no_registry(string path)
    {
        var text = WorkTree.Read(path);

        Assert.DoesNotContain(Strangers, stranger => text.Contains(stranger, StringComparison.OrdinalIgnoreCase));
    }
}
