using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Texts;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// The reasons of input errors. A reason follows a property path: what is wrong, with the value unless it is secret,
/// and what is right.
/// </summary>
internal static class FieldMessages
{
    private const int LongestValue = 200;

    public static string IsRequired(Field field) => field.HasProviderDefault
        ? $"is required, here or as {field.Name} in the provider configuration: "
            + Lower(FirstSentence(field.Description))
        : $"is required: {Lower(FirstSentence(field.Description))}";

    public static string IsEmpty(Field field) => $"is empty: {Lower(field.Description)}";

    public static string TooLong(int length, int max) =>
        $"has {Number(length)} characters; give at most {Number(max)}.";

    /// <summary>A warning.</summary>
    public static string MayBeTooLong(int length, int portable) =>
        $"has {Number(length)} characters. Some versions of Infisical accept at most {Number(portable)} and refuse it "
        + "before anything is created.";

    /// <inheritdoc cref="MayBeTooLong"/>
    public static string MayBeTooGreat(double? shown, double portable) =>
        $"is {(shown is { } number ? Number(number) : $"greater than {Number(portable)}")}. Some versions of Infisical "
        + $"accept at most {Number(portable)} and refuse it before anything is created.";

    public static string WrongFormat(string? shown, string expected) =>
        $"is {Quoted(shown)}; give {expected}.";

    public static string NotAChoice(string? shown, ImmutableArray<string> choices, string? nearest) =>
        $"is {Quoted(shown)}; give one of {string.Join(", ", choices)}.{DidYouMean(nearest)}";

    /// <summary>A warning.</summary>
    public static string NotAKnownChoice(string? shown, ImmutableArray<string> choices, string? nearest) =>
        $"is {Quoted(shown)}, which this provider does not know and sends unchecked. It knows "
        + $"{string.Join(", ", choices)}.{DidYouMean(nearest)}";

    public static string OutOfRange(Field field, string? shown)
    {
        var kind = field.Kind == FieldKind.Integer ? "a whole number" : "a number";
        if (field.Numbers.Length > 0)
        {
            return $"is {shown ?? "invalid"}; give {kind}: {string.Join(" or ", field.Numbers.Select(Number))}.";
        }

        var range = (field.Min ?? field.Above, field.Max) switch
        {
            ({ } above, null) when field.Above is not null => $"{kind} above {Number(above)}",
            ({ } min, int.MaxValue or null) => $"{kind} of at least {Number(min)}",
            ({ } min, { } max) => $"{kind} from {Number(min)} to {Number(max)}",
            (null, { } max) => $"{kind} of at most {Number(max)}",
            _ => kind,
        };
        return $"is {shown ?? "out of range"}; give {range}.";
    }

    public static string WrongKind(Field field, PropertyValue value, bool isHidden)
    {
        var found = value switch
        {
            PropertyValue.Text text => isHidden ? "a string" : $"the string {Quoted(text.Value)}",
            PropertyValue.Number number => isHidden ? "a number" : $"the number {Number(number.Value)}",
            PropertyValue.Bool flag => isHidden ? "a boolean" : flag.Value ? "true" : "false",
            PropertyValue.List => "a list",
            PropertyValue.Map => "an object",
            PropertyValue.Resource => "a resource; use one of its properties, such as its id",
            _ => "of another type",
        };
        var expected = field.Kind switch
        {
            FieldKind.Text => "a string",
            FieldKind.Integer => "a whole number",
            FieldKind.Number => "a number",
            FieldKind.Boolean => "true or false",
            FieldKind.List => "a list",
            FieldKind.Object => $"an object with {string.Join(", ", field.Fields.Select(member => member.Name))}",
            _ => "an object",
        };
        var advice = field.Kind == FieldKind.Text && value is PropertyValue.Number or PropertyValue.Bool ? YamlAdvice : "";
        return $"is {found}; give {expected}.{advice}";
    }

    /// <summary>
    /// Quotes in the configuration, and its <c>type: string</c>, do not help: the engine parses the text again.
    /// </summary>
    private const string YamlAdvice =
        " A value from the configuration of a Pulumi YAML program that looks like a number or a boolean loses its quotes. "
        + "To keep a string, quote it in the program itself, or put an empty variable in front of it: "
        + "\"${empty}${name}\" with `empty: \"\"` in `variables`.";

    public static string TooFewItems(int count, int min) =>
        $"has {Number(count)} items; give at least {Number(min)}.";

    public static string TooManyItems(int count, int max) =>
        $"has {Number(count)} items; give at most {Number(max)}.";

    public static string SameSecretTwice(string? shown, string otherField) =>
        $"is {Quoted(shown)}, the same as {otherField}; give each value a different secret.";

    public static string UnknownName(string owner, string path, ImmutableArray<string> names, string? nearest)
    {
        var what = path.Length == 0 ? $"an input of {owner}" : $"a member of {path} of {owner}";
        return nearest is null
            ? $"is not {what}. Valid names: {string.Join(", ", names)}."
            : $"is not {what}.{DidYouMean(nearest)}";
    }

    /// <summary>A warning.</summary>
    public static string NotAKnownName(string path, ImmutableArray<string> names, string? nearest) =>
        $"is not a member of {path} that this provider knows, and is sent unchecked. It knows "
        + $"{string.Join(", ", names)}.{DidYouMean(nearest)}";

    public static string CannotBeSent =>
        "contains a resource, an asset or an archive, which cannot be sent to Infisical; give strings, numbers, "
        + "booleans, lists or objects.";

    public static string TooDeep(int max) =>
        $"is nested more than {max} levels deep, which cannot be read back from Infisical; give at most {max} levels.";

    public static string NotFinite =>
        "contains a number that JSON cannot express, such as infinity; give finite numbers.";

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string? shown) =>
        shown is null ? "invalid" : $"\"{Printable.Line(shown, LongestValue)}\"";

    public static string DidYouMean(string? nearest) =>
        nearest is null ? "" : $" Did you mean {nearest}?";

    /// <summary>The meaning of the field, without its default and limits.</summary>
    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..(end + 1)] : text;

    private static string Lower(string sentence) =>
        sentence.Length > 1 && char.IsUpper(sentence[0]) && !char.IsUpper(sentence[1])
            ? char.ToLowerInvariant(sentence[0]) + sentence[1..]
            : sentence;
}
