using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Catalogue;

/// <summary>The inputs that all types share, on both sides of each limit, with the sentence that names it.</summary>
public sealed class EnvelopeLimitsTests
{
    private const string Slug = "aws-iam-user-secret";

    [Theory]
    [InlineData("description", 255, null)]
    [InlineData("description", 256, "has 256 characters; give at most 255.")]
    [InlineData("name", 64, null)]
    [InlineData("name", 65, "has 65 characters; give at most 64.")]
    [InlineData("environment", 64, null)]
    [InlineData("environment", 65, "has 65 characters; give at most 64.")]
    public void A_text_has_a_maximum_length_without_surrounding_white_space(string name, int length, string? reason)
    {
        AssertFinding(name, new string('a', length), reason);
        AssertFinding(name, $"  {new string('a', length)}\n", reason);
    }

    [Theory]
    [InlineData("rotationInterval", 1d, null)]
    [InlineData("rotationInterval", 0d, "is 0; give a whole number of at least 1.")]
    [InlineData("rotationInterval", -1d, "is -1; give a whole number of at least 1.")]
    [InlineData("rotationInterval", 1.5, "is 1.5; give a whole number of at least 1.")]
    [InlineData("rotationInterval", 2147483647d, null)]
    [InlineData("rotationInterval", 2147483648d, "is 2147483648; give a whole number of at least 1.")]
    [InlineData("rotationInterval", double.PositiveInfinity, "is Infinity; give a whole number of at least 1.")]
    [InlineData("rotateAtUtc.hours", 0d, null)]
    [InlineData("rotateAtUtc.hours", 23d, null)]
    [InlineData("rotateAtUtc.hours", 24d, "is 24; give a whole number from 0 to 23.")]
    [InlineData("rotateAtUtc.hours", -1d, "is -1; give a whole number from 0 to 23.")]
    [InlineData("rotateAtUtc.hours", 22.5, "is 22.5; give a whole number from 0 to 23.")]
    [InlineData("rotateAtUtc.minutes", 0d, null)]
    [InlineData("rotateAtUtc.minutes", 59d, null)]
    [InlineData("rotateAtUtc.minutes", 60d, "is 60; give a whole number from 0 to 59.")]
    [InlineData("rotateAtUtc.minutes", -1d, "is -1; give a whole number from 0 to 59.")]
    public void A_number_has_a_range(string path, double number, string? reason) => AssertFinding(path, number, reason);

    [Theory]
    [InlineData("name", "a", null)]
    [InlineData("name", "0", null)]
    [InlineData("name", "a-1-b", null)]
    [InlineData("name", "a--b", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "-a", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "a-", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "A", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "a_b", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "\u00e4", "lower-case letters, digits and single hyphens")]
    [InlineData("name", "", "is empty")]
    [InlineData("environment", "Dev", "lower-case letters, digits and single hyphens")]
    [InlineData("environment", "", "is empty")]
    [InlineData("projectId", "any text", null)]
    [InlineData("projectId", " ", "is empty")]
    [InlineData("connectionId", "3F2504E0-4f89-41d3-9a0c-0305e82c3301", null)]
    [InlineData("connectionId", "{3f2504e0-4f89-41d3-9a0c-0305e82c3301}", "a UUID")]
    [InlineData("connectionId", "3f2504e04f8941d39a0c0305e82c3301", "a UUID")]
    [InlineData("secretPath", "/", null)]
    [InlineData("secretPath", "/a/b", null)]
    [InlineData("secretPath", "/a/", null)]
    [InlineData("secretPath", "a", "an absolute path")]
    [InlineData("secretPath", "/a//b", "a path without empty segments")]
    [InlineData("secretPath", "/a//", null)]
    [InlineData("secretPath", "//a", "a path without empty segments")]
    [InlineData("secretsMapping.accessKeyId", "A.b-c_d 1", null)]
    [InlineData("secretsMapping.accessKeyId", "A:B", "a name without ':' and '/'")]
    [InlineData("secretsMapping.accessKeyId", "A/B", "a name without ':' and '/'")]
    [InlineData("secretsMapping.accessKeyId", " ", "is empty")]
    public void A_text_has_a_form(string path, string text, string? reason) => AssertFinding(path, text, reason);

    [Theory]
    [InlineData("KEY", "KEY", true)]
    [InlineData("KEY", " KEY ", true)]
    [InlineData("KEY", "key", false)]
    [InlineData("KEY", "KEY2", false)]
    public void Two_values_of_a_mapping_are_two_secrets(string first, string second, bool isOne)
    {
        var mapping = PropertyMap.Empty.With("accessKeyId", first).With("secretAccessKey", second);
        var expected = isOne
            ? new[] { (
                "secretsMapping.secretAccessKey",
                "is \"KEY\", the same as accessKeyId; give each value a different secret.") } : [];

        Assert.Equal(
            expected, Check(Inputs.With("secretsMapping", mapping)).Select(finding => (finding.Path, finding.Reason)));
    }

    [Fact]
    public void Two_values_of_a_mapping_of_an_unknown_type_are_two_secrets_too()
    {
        var type = RotationTypes.Generic("shiny-new-key");
        var inputs = Inputs.With("type", "shiny-new-key");

        Assert.Empty(InputCheck.Check("it", type.Inputs, inputs));
        var finding =
            Assert.Single(
                InputCheck.Check(
                    "it", type.Inputs,
                    inputs.With("secretsMapping", PropertyMap.Empty.With("a", "KEY").With("b", " KEY"))));
        Assert.Equal(("secretsMapping.b", false), (finding.Path, finding.IsHidden));
    }

    [Fact]
    public void Time_of_day_needs_both_its_members()
    {
        Assert.Equal(
            "rotateAtUtc.minutes",
            Assert.Single(Check(Inputs.With("rotateAtUtc", PropertyMap.Empty.With("hours", 1d)))).Path);
        Assert.Equal(
            "rotateAtUtc.hours",
            Assert.Single(Check(Inputs.With("rotateAtUtc", PropertyMap.Empty.With("minutes", 1d)))).Path);
    }

    private static PropertyMap Inputs => Contracts.Inputs(Slug);

    private static void AssertFinding(string path, PropertyValue value, string? reason)
    {
        var findings = Check(EveryField.With(Inputs, path, value));

        Assert.Equal(reason is null ? [] : [path], findings.Select(finding => finding.Path));
        Assert.All(findings, finding => Assert.Contains(reason!, finding.Reason, StringComparison.Ordinal));
    }

    private static ImmutableArray<InputError> Check(PropertyMap inputs) =>
        InputCheck.Check("it", Contracts.Type(Slug).Inputs, inputs);
}
