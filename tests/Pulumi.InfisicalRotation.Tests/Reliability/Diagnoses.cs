using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>What every report about wrong inputs has to be.</summary>
internal static partial class Diagnoses
{
    /// <summary>Each error names a property that exists or was given, and ends its sentence.</summary>
    public static void AreWhole(
        IEnumerable<InputError> errors, ImmutableArray<Field> fields, PropertyMap inputs)
    {
        foreach (var error in errors)
        {
            var text = error.ToString();
            Assert.True(Sentence().IsMatch(error.Reason), $"No sentence: \"{text}\"");
            var root = error.Path.Length > 0 ? PropertyPath.Root(error.Path) : null;
            Assert.True(
                root is null
                    ? NamesIn(fields, inputs).Any(name => text.StartsWith(name, StringComparison.Ordinal))
                    : fields.Any(field => field.Name == root) || inputs.ContainsKey(root),
                $"No property: \"{text}\"");
        }
    }

    /// <summary>A value of a kind that its field does not take is reported, by its field's own description.</summary>
    public static void ReportWrongKinds(
        ImmutableArray<InputError> errors, ImmutableArray<Field> fields, PropertyMap inputs)
    {
        foreach (var field in fields.Where(
            field => inputs.Get(field.Name) is { } value && !Takes(field, value.Plain())))
        {
            Assert.True(
                errors.Any(error => error.ToString().StartsWith(field.Name, StringComparison.Ordinal)),
                $"{field.Name} is of a wrong kind and was not reported.");
        }
    }

    private static bool Takes(Field field, PropertyValue value) => (field.Kind, value) switch
    {
        (_, PropertyValue.Unknown) => true,
        (_, PropertyValue.Null) => !field.IsRequired,
        (FieldKind.Text, PropertyValue.Text) => true,
        (FieldKind.Integer or FieldKind.Number, PropertyValue.Number number) => double.IsFinite(number.Value),
        (FieldKind.Boolean, PropertyValue.Bool) => true,
        (FieldKind.List, PropertyValue.List) => true,
        (FieldKind.Object or FieldKind.OpenMap, PropertyValue.Map) => true,
        _ => false,
    };

    private static IEnumerable<string> NamesIn(ImmutableArray<Field> fields, PropertyMap inputs) =>
        fields.Select(field => field.Name).Concat(inputs.Keys.Select(name => PropertyPath.Member("", name)));

    // A reason goes on after the path, so that it starts with a verb.
    [GeneratedRegex(@"^\S.*\S.*[.?)]$", RegexOptions.Singleline)]
    private static partial Regex Sentence();
}
