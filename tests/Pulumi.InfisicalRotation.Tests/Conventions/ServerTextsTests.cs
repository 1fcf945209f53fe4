using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

public sealed partial class ServerTextsTests
{
    private const string Errors = "src/Pulumi.InfisicalRotation/Api/Errors/";

    public static TheoryData<string> SourceFiles =>
        [.. WorkTree.Files("src", "*.cs").Where(path => !path.StartsWith(Errors, StringComparison.Ordinal))];

    /// <summary>Whoever acts on an error asks for its kind; the server's own words are only quoted.</summary>
    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Only_the_error_folder_reads_the_texts_of_the_server(string path)
    {
        var text = Quoted().Replace(WorkTree.Read(path), "");

        Assert.DoesNotMatch(ServerText(), text);
    }

    /// <summary>The client knows requests and responses; what a setting is called is for the session to say.</summary>
    [Fact]
    public void The_client_names_no_setting_and_no_environment_variable()
    {
        var mentions = WorkTree.Files("src/Pulumi.InfisicalRotation/Api", "*.cs").Where(path =>
        SettingName().IsMatch(WorkTree.Read(path)));

        Assert.Empty(mentions);
    }

    [GeneratedRegex(@"\{\w+\.(ServerText|ErrorName)\}")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(ServerText|ErrorName)\b")]
    private static partial Regex ServerText();

    [GeneratedRegex(@"INFISICAL_|\bcaCertificate\b|\bauth\.(universal|token)\b|provider's host")]
    private static partial Regex SettingName();
}
