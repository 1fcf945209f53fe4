using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>
/// The check obeys the catalogue, field by field: what is expected is taken from the catalogue itself. Whether the
/// catalogue is right is held against the facts by <c>CatalogueContractTests</c> and <c>CheckContractTests</c>.
/// </summary>
public sealed class InputCheckTests
{
    public static TheoryData<string, string> Every => EveryField.Where(_ => true);

    public static TheoryData<string, string> Required => EveryField.Where(one => one.IsRequired);

    public static TheoryData<string, string> Typed => EveryField.Where(one => one.Kind != FieldKind.OpenMap);

    public static TheoryData<string, string> Limited => EveryField.Where(one => one.MaxLength is not null);

    public static TheoryData<string, string> Numbers => EveryField.Where(one => one.Kind is FieldKind.Integer);

    public static TheoryData<string, string> Formed =>
        EveryField.Where(one => one.Format is not (TextFormat.Any or TextFormat.Symbols));

    public static TheoryData<string, string> Chosen => EveryField.Where(one => one.Choices.Length > 0);

    public static TheoryData<string, string> Objects => EveryField.Where(one => one.Kind == FieldKind.Object);

    [Theory]
    [MemberData(nameof(Every))]
    public void A_complete_input_passes_with_either_value(string type, string path)
    {
        var inputs = EveryField.With(
            EveryField.Complete(type), path, EveryField.Valid(EveryField.At(type, path), other: true));

        Assert.Empty(Check(type, inputs));
    }

    [Theory]
    [MemberData(nameof(Required))]
    public void A_required_field_that_is_missing_is_reported_where_it_should_be(string type, string path)
    {
        var findings = Check(type, EveryField.With(EveryField.Complete(type), path, null));

        Assert.Equal(
            (path, true, EveryField.At(type, path.Split('.')[0]).HoldsSecret),
            (Assert.Single(findings).Path, findings[0].Reason.StartsWith("is required", StringComparison.Ordinal), findings[0].IsHidden));
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void A_value_of_another_kind_is_reported(string type, string path)
    {
        PropertyValue wrong = EveryField.At(type, path).Kind == FieldKind.List ? "text" : new PropertyValue.List([]);

        var finding = Assert.Single(Check(type, EveryField.With(EveryField.Complete(type), path, wrong)));

        Assert.Equal(path, finding.Path);
        Assert.Contains("; give ", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public void A_text_that_is_too_long_is_reported(string type, string path)
    {
        var longest = EveryField.At(type, path).MaxLength!.Value;

        var end = EveryField.At(type, path).Format == TextFormat.Email ? "@a" : "aa";

        Assert.Empty(Check(type, EveryField.With(EveryField.Complete(type), path, new string('a', longest - 2) + end)));
        Assert.Equal(
            path,
            Assert.Single(
                Check(type, EveryField.With(EveryField.Complete(type), path, new string('a', longest - 1) + end))).Path);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_out_of_range_or_with_a_fraction_is_reported_with_the_range(string type, string path)
    {
        var field = EveryField.At(type, path);
        double[] invalid =
        [
            (field.Min ?? field.Numbers[0]) - 1, field.Max + 1 ?? -1.5, (field.Min ?? 0) + 0.5, double.NaN,
        ];
        foreach (var wrong in invalid)
        {
            var finding = Assert.Single(Check(type, EveryField.With(EveryField.Complete(type), path, wrong)));

            Assert.Equal(path, finding.Path);
            Assert.Contains("give a whole number", finding.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Formed))]
    public void A_text_of_another_form_is_reported_with_its_value(string type, string path)
    {
        var finding = Assert.Single(Check(type, EveryField.With(EveryField.Complete(type), path, "A:/ b//")));

        Assert.Equal(path, finding.Path);
        Assert.Contains("\"A:/ b/", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void A_value_that_is_no_choice_is_reported_with_the_nearest_one(string type, string path)
    {
        var right = EveryField.At(type, path).Choices[0];

        var finding = Assert.Single(Check(type, EveryField.With(EveryField.Complete(type), path, right + "x")));

        Assert.Equal(path, finding.Path);
        Assert.Contains($"Did you mean {right}?", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_unknown_member_is_reported_with_the_nearest_name(string type, string path)
    {
        var member = EveryField.At(type, path).Fields[0].Name;

        var finding = Assert.Single(
            Check(type, EveryField.With(EveryField.Complete(type), $"{path}.{member}x", "value")));

        Assert.Equal($"{path}.{member}x", finding.Path);
        Assert.Contains($"Did you mean {member}?", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void An_unknown_value_passes(string type, string path) =>
        Assert.Empty(Check(type, EveryField.With(EveryField.Complete(type), path, PropertyValue.Unknown.Instance)));

    [Theory]
    [MemberData(nameof(Typed))]
    public void A_secret_value_is_never_printed_and_its_property_not_named(string type, string path)
    {
        const string Hush = "hush hush://";
        var field = EveryField.At(type, path);

        // A free text takes this one, so it gets a list.
        PropertyValue wrong =
            field is { Kind: FieldKind.Text, Format: TextFormat.Any or TextFormat.Symbols, Choices: [] }
                ? new PropertyValue.List([Hush])
                : Hush;

        var finding = Assert.Single(
            Check(type, EveryField.With(EveryField.Complete(type), path, new PropertyValue.Secret(wrong))));

        Assert.DoesNotContain("hush", finding.Reason, StringComparison.Ordinal);
        Assert.Equal("", finding.ForEngine().Path);
        Assert.StartsWith(path, finding.ForEngine().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_findings_are_reported_together_in_the_order_of_the_documentation()
    {
        var inputs = PropertyMap.Empty.With("rotationInterval", 0d).With("connectionId", "x").With("frequency", 3d);

        var findings = Check("AwsIamUserSecretRotation", inputs);

        Assert.Equal(
            [
                "projectId", "connectionId", "environment", "secretPath", "rotationInterval", "parameters",
                "secretsMapping", "frequency",
            ],
            findings.Select(finding => finding.Path));
    }

    [Fact]
    public void Two_values_of_a_mapping_in_one_secret_are_reported()
    {
        var inputs = EveryField.Complete("AwsIamUserSecretRotation")
            .With("secretsMapping", PropertyMap.Empty.With("accessKeyId", "KEY").With("secretAccessKey", " KEY "));

        Assert.Equal("secretsMapping.secretAccessKey", Assert.Single(Check("AwsIamUserSecretRotation", inputs)).Path);
    }

    [Fact]
    public void A_reserved_name_of_the_engine_is_no_input() =>
        Assert.Empty(
            Check("AwsIamUserSecretRotation", EveryField.Complete("AwsIamUserSecretRotation").With("__internal", "x")));

    private static ImmutableArray<InputError> Check(string type, PropertyMap inputs) =>
        InputCheck.Check(type, EveryField.Type(type).Inputs, inputs);
}
