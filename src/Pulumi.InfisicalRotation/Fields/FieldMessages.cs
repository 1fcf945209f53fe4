using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Every sentence a user can see about inputs. Reasons read on behind a property path: what is wrong, with the value where it may be
/// shown, and what would be right.
/// </summary>
internal static class FieldMessages
{
    public static string IsRequired(Field field) => field.HasProviderDefault
        ? $"is required, here or as {field.Name} of the provider: {Lower(FirstSentence(field.Description))}"
        : $"is required: {Lower(FirstSentence(field.Description))}";

    public static string IsEmpty(Field field) => $"is empty: {Lower(field.Description)}";

    public static string TooLong(int length, int longest) =>
        $"has {Number(length)} characters; give at most {Number(longest)}.";

    public static string WrongForm(string? shown, string right) => $"is {Quoted(shown)}; give {right}.";

    public static string NotAChoice(string? shown, ImmutableArray<string> choices, string? nearest) =>
        $"is {Quoted(shown)}; give one of {string.Join(", ", choices)}.{DidYouMean(nearest)}";

    public static string OutOfRange(Field field, string? shown)
    {
        var kind = field.Kind == FieldKind.Integer ? "a whole number" : "a number";
        if (field.Numbers.Length > 0)
        {
            return $"is {shown ?? "not usable"}; give {kind}: {string.Join(" or ", field.Numbers.Select(Number))}.";
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
            PropertyValue.Text text => isHidden ? "a text" : $"the text \"{text.Value}\"",
            PropertyValue.Number number => isHidden ? "a number" : $"the number {Number(number.Value)}",
            PropertyValue.Bool flag => isHidden ? "a boolean" : flag.Value ? "true" : "false",
            PropertyValue.List => "a list",
            PropertyValue.Map => "an object",
            PropertyValue.Resource => "a resource; take one of its properties, such as its id",
            _ => "of another kind",
        };
        var right = field.Kind switch
        {
            FieldKind.Text => "a text",
            FieldKind.Integer => "a whole number",
            FieldKind.Number => "a number",
            FieldKind.Boolean => "true or false",
            FieldKind.List => "a list",
            FieldKind.Object => $"an object with {string.Join(", ", field.Fields.Select(member => member.Name))}",
            _ => "an object",
        };
        return $"is {found}; give {right}.";
    }

    public static string TooFewItems(int count, int least) => $"has {Number(count)} items; give at least {Number(least)}.";

    public static string TooManyItems(int count, int most) => $"has {Number(count)} items; give at most {Number(most)}.";

    public static string UnknownSlug(string slug, string? nearest) =>
        $"\"{slug}\" is no rotation type that this provider knows: its parameters and secrets are passed on as they are, unchecked.{DidYouMean(nearest)}";

    public static string MaybeTooLong(string path, int length, int sure) =>
        $"{path} has {length} characters: some versions of Infisical take {sure} at most and will refuse it, before anything is created.";

    public static string SameSecretTwice(string? shown, string otherField) =>
        $"is {Quoted(shown)}, as {otherField} is; give every value a secret of its own.";

    public static string UnknownName(string owner, string path, ImmutableArray<string> names, string? nearest)
    {
        var what = path.Length == 0 ? $"an input of {owner}" : $"a member of {path} of {owner}";
        return nearest is null ? $"is not {what}. There are: {string.Join(", ", names)}." : $"is not {what}.{DidYouMean(nearest)}";
    }

    public static string ExactlyOneOf(ImmutableArray<Field> fields) =>
        $"must have exactly one of its members: {string.Join(", ", fields.Select(field => field.Name))}.";

    public static string CertificateUnreadable(string cause) =>
        $"{ProviderConfig.CaCertificate.Name} is neither PEM text nor the path of a file that can be read: {cause}";

    public static string NoNameFromResource(string resourceName) =>
        $"is required: the resource's name \"{resourceName}\" has no letter or digit to make a rotation name of.";

    public static string AutoNamingOff => "is required: automatic naming is switched off for this stack.";

    public static string EnforcedNameUnusable(string proposed) =>
        $"would be \"{proposed}\" by the stack's automatic naming; a rotation's name has small letters, digits and single hyphens, at most 64: give one.";

    public static string NameClaimed(string? shown, string owner) =>
        $"{(shown is null ? "is taken:" : $"is \"{shown}\", which")} {owner} of this stack claims {(shown is null ? "it " : "")}for the same folder; give another.";

    public static string SecretClaimed(string? shown, string owner) =>
        $"names {(shown is null ? "a secret" : $"the secret \"{shown}\"")} that {owner} of this stack claims in the same folder; give another.";

    public static string ComponentHasNoState(string token) =>
        $"{token} is a component, of which there is nothing in Infisical: import the rotation below it, or declare the component with adoptExisting: true.";

    public static string NotConfigured => "The provider was asked for a resource before it was configured: Configure comes first.";

    public static string CannotBeSent =>
        "holds a resource, an asset or an archive, which can't be sent to Infisical; give texts, numbers, booleans, lists and maps.";

    public static string UnknownType(string token) => $"provider error: unknown resource type \"{token}\". Please report this.";

    internal static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string? shown) => shown is null ? "not usable" : $"\"{shown}\"";

    private static string DidYouMean(string? nearest) => nearest is null ? "" : $" Did you mean {nearest}?";

    /// <summary>What it is; defaults and limits are another matter.</summary>
    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..(end + 1)] : text;

    private static string Lower(string sentence) => sentence.Length > 1 && char.IsUpper(sentence[0]) && !char.IsUpper(sentence[1])
        ? char.ToLowerInvariant(sentence[0]) + sentence[1..]
        : sentence;
}
