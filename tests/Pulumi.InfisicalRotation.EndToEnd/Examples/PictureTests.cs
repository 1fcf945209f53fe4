using System.Net;
using System.Text.RegularExpressions;
using Build;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The picture of a preview in the README.</summary>
public sealed partial class PictureTests
{
    [Fact]
    [Trait("Needs", "pulumi")]
    public async Task The_Picture_Shows_The_Messages_Of_The_Preview()
    {
        var preview = await Pictures.PreviewAsync(DemoTests.Parts with { Pulumi = RealPulumi.Path }, TestContext.Current.CancellationToken);
        var messages = preview.Split('\n').Select(ShownOutput.Plain)
            .SkipWhile(line => line != "Diagnostics:").TakeWhile(line => line != "Outputs:").Where(line => line.StartsWith("    ", StringComparison.Ordinal));
        var picture = Words(WebUtility.HtmlDecode(Tag().Replace(await ReadAsync(), " ")));

        // The layout is that of one version of the CLI; the messages are ours. After a change: dotnet run build.cs pictures.
        Assert.All(messages, message => Assert.Contains(Words(message), picture, StringComparison.Ordinal));
        Assert.Equal(3, messages.Count());
    }

    [Fact]
    public async Task The_Picture_Is_Small_And_Needs_Nothing_From_Elsewhere()
    {
        var picture = await ReadAsync();

        Assert.InRange(picture.Length, 1, 100_000);
        Assert.DoesNotMatch(@"<image|<script|@import|url\(|href|127\.0\.0\.1|/home/|/tmp/|s3cret", picture);
        Assert.Contains(
            "](docs/images/preview.svg)", await File.ReadAllTextAsync(Repository.At("README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync() => File.ReadAllTextAsync(Pictures.Preview, TestContext.Current.CancellationToken);

    private static string Words(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
