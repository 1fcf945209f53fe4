using Pulumi.InfisicalRotation.ImportFiles;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a \"quoted\" \\ text: # yes", "a \"quoted\" \\ text: # yes")]
    [InlineData("deploy \ud83d\ude80 \u00e9", "deploy \ud83d\ude80 \u00e9")]
    [InlineData("line\nfeed\ttab\u0085\u2028\ufeff\u001b[31m", "line\nfeed\ttab\u0085\u2028\ufeff\u001b[31m")]
    [InlineData("DO $$ BEGIN ${x} $", "DO $$$$ BEGIN $${x} $$")]
    [InlineData("007", "007")]
    public void A_text_comes_back_from_yaml_with_its_dollars_doubled(string text, string expected)
    {
        var quoted = YamlScalar.Quoted(text);

        var parser = new Parser(new StringReader(quoted));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        Assert.Equal(expected, parser.Consume<Scalar>().Value);
        Assert.DoesNotContain('\n', quoted);
        Assert.DoesNotContain("\\u", quoted, StringComparison.Ordinal);
    }
}
