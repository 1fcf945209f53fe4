using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>The engine parses text of the configuration: what looks like a number or a boolean arrives as one.</summary>
public sealed class YamlTextTests
{
    private const string Advice = "\"${empty}${name}\"";

    public static TheoryData<string, string> Texts => TypeFacts.Where(
        fact => fact.IsKind("text") && fact["oneOf"] is null);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_number_or_a_boolean_for_a_string_comes_with_advice(string slug, string path)
    {
        foreach (var value in new[] { 123, (System.Text.Json.Nodes.JsonNode)true })
        {
            var error = Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, value)));

            Assert.Equal(path, error.Path);
            Assert.Contains("give a string.", error.Reason, StringComparison.Ordinal);
            Assert.Contains(Advice, error.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_for_a_string_and_a_number_for_a_boolean_come_without_it()
    {
        const string Slug = "aws-iam-user-secret";
        var list = Contracts.Inputs(Slug).With("description", new PropertyValue.List([]));
        var number = Contracts.Inputs(Slug).With("isAutoRotationEnabled", 1d);

        Assert.DoesNotContain(Advice, Assert.Single(TypeFacts.Check(Slug, list)).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Advice, Assert.Single(TypeFacts.Check(Slug, number)).Reason, StringComparison.Ordinal);
    }
}
