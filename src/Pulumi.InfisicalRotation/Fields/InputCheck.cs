using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Checks inputs against their fields and reports all errors together, in the order of the fields. Unknown values pass.
/// A value that only some versions of the server accept is no error but a warning. It has no side effects.
/// </summary>
internal static class InputCheck
{
    /// <param name="owner">The resource type, for the message about an unknown name.</param>
    /// <param name="inputs">With their secret wrappers: secret values are not printed.</param>
    public static ImmutableArray<InputError> Check(string owner, ImmutableArray<Field> fields, PropertyMap inputs) =>
        Run(owner, fields, inputs).Errors.ToImmutable();

    /// <summary>What only some versions of the server accept, with the path and without the value.</summary>
    /// <param name="fields">The fields that are sent.</param>
    /// <param name="inputs">Checked inputs; a value may be unknown.</param>
    public static ImmutableArray<InputError> Warnings(
        string owner, ImmutableArray<Field> fields, PropertyMap inputs) =>
        Run(owner, fields, inputs).Warnings.ToImmutable();

    private static InputFindings Run(string owner, ImmutableArray<Field> fields, PropertyMap inputs)
    {
        var findings = new InputFindings();
        foreach (var field in fields)
        {
            var value = inputs.Get(field.Name);
            var isHidden = field.HoldsSecret || (value?.HasSecret() ?? false);
            CheckField(new InputLocation(owner, field.Name, isHidden, findings), field, value?.Plain());
        }

        CheckNames(new InputLocation(owner, "", false, findings), fields, inputs, acceptsNewer: false);
        return findings;
    }

    private static void CheckField(InputLocation location, Field field, PropertyValue? value)
    {
        switch (value)
        {
            case null or PropertyValue.Null when field.IsRequired:
                location.Report(FieldMessages.IsRequired(field));
                break;
            case null or PropertyValue.Null or PropertyValue.Unknown:
                break;
            case PropertyValue.Text text when field.Kind == FieldKind.Text:
                CheckText(location, field, text.Value.Trim());
                CheckRule(location, field, new PropertyValue.Text(text.Value.Trim()));
                break;
            case PropertyValue.Number number when field.Kind is FieldKind.Integer or FieldKind.Number:
                CheckNumber(location, field, number.Value);
                break;
            case PropertyValue.Map map
                when field is { Kind: FieldKind.OpenMap, IsProviderOnly: false } && map.HasResourceOrAsset():
                location.Report(FieldMessages.CannotBeSent);
                break;
            case PropertyValue.Map map
                when field.Kind == FieldKind.OpenMap && StorableValue.Problem(map) is { } problem:
                location.Report(problem);
                break;
            case PropertyValue.Map map when field is { Kind: FieldKind.OpenMap, Format: TextFormat.SecretName }:
                CheckSecretNames(location, map.Properties);
                CheckDistinct(location, map.Properties);
                break;
            case PropertyValue.Map map when field is { Kind: FieldKind.OpenMap, Items: { } item }:
                CheckEntries(location, item, map.Properties);
                break;
            case PropertyValue.Bool when field.Kind == FieldKind.Boolean:
            case PropertyValue.Map when field.Kind == FieldKind.OpenMap:
                break;
            case PropertyValue.Map map when field.Kind == FieldKind.Object:
                CheckObject(location, field, map.Properties);
                CheckRule(location, field, map);
                break;
            case PropertyValue.List list when field.Kind == FieldKind.List:
                CheckList(location, field, list.Items);
                CheckRule(location, field, list);
                break;
            default:
                location.Report(FieldMessages.WrongKind(field, value, location.IsHidden));
                break;
        }
    }

    private static void CheckText(InputLocation location, Field field, string text)
    {
        var normal = TextFormats.Normal(field.Format, text);
        if (text.Length == 0 && (field.IsRequired || field.MinLength > 0))
        {
            location.Report(FieldMessages.IsEmpty(field));
        }
        else if (field.MaxLength is { } max && text.Length > max)
        {
            location.Report(FieldMessages.TooLong(text.Length, max));
        }
        else if (text.Length > 0 && TextFormats.ExpectedFormat(field.Format, normal) is { } expected)
        {
            location.Report(FieldMessages.WrongFormat(Shown(location, text), expected));
        }
        else if (text.Length > 0 && field.Choices.Length > 0 && !field.Choices.Contains(text))
        {
            CheckChoice(location, field, text);
        }
        else if (field.PortableMaxLength is { } portable && text.Length > portable)
        {
            location.Warn(FieldMessages.MayBeTooLong(text.Length, portable));
        }
    }

    private static void CheckChoice(InputLocation location, Field field, string text)
    {
        var (shown, nearest) = (Shown(location, text), NearestName.To(text, field.Choices));
        if (field.AcceptsNewer)
        {
            location.Warn(FieldMessages.NotAKnownChoice(shown, field.Choices, nearest));
        }
        else
        {
            location.Report(FieldMessages.NotAChoice(shown, field.Choices, nearest));
        }
    }

    private static void CheckNumber(InputLocation location, Field field, double number)
    {
        var isWhole = Math.Floor(number) == number;
        var isAllowed = field.Numbers.IsEmpty || field.Numbers.Contains(number);
        var isInRange = !(number < field.Min || number > field.Max || number <= field.Above);
        if ((field.Kind == FieldKind.Integer && !isWhole) || !isInRange || !isAllowed || !double.IsFinite(number))
        {
            var shown = location.IsHidden ? null : number.ToString(CultureInfo.InvariantCulture);
            location.Report(FieldMessages.OutOfRange(field, shown));
        }
        else if (field.PortableMax is { } portable && number > portable)
        {
            location.Warn(FieldMessages.MayBeTooGreat(location.IsHidden ? null : number, portable));
        }
    }

    private static void CheckObject(InputLocation location, Field field, PropertyMap members)
    {
        foreach (var member in field.Fields)
        {
            CheckField(location.Member(member.Name, member.IsSecret), member, members.Get(member.Name));
        }

        CheckNames(location, field.Fields, members, field.AcceptsNewer);
        if (IsMapping(field.Fields))
        {
            CheckDistinct(location, members);
        }
    }

    private static bool IsMapping(ImmutableArray<Field> fields) =>
        fields.Length > 0 && fields.All(member => member.Format == TextFormat.SecretName);

    private static void CheckList(InputLocation location, Field field, ImmutableArray<PropertyValue> items)
    {
        if (items.Length < field.MinItems)
        {
            location.Report(FieldMessages.TooFewItems(items.Length, field.MinItems.Value));
        }

        if (items.Length > field.MaxItems)
        {
            location.Report(FieldMessages.TooManyItems(items.Length, field.MaxItems.Value));
        }

        for (var index = 0; field.Items is { } item && index < items.Length; index++)
        {
            CheckField(location.Item(index, item.IsSecret), item with { IsRequired = true }, items[index]);
        }
    }

    private static void CheckEntries(InputLocation location, Field item, PropertyMap entries)
    {
        foreach (var (name, value) in entries)
        {
            CheckField(location.Member(name, item.IsSecret), item, value);
        }
    }

    /// <summary>A rule runs only on a value without other errors, so that no error is reported twice.</summary>
    private static void CheckRule(InputLocation location, Field field, PropertyValue value)
    {
        foreach (var error in Broken(location, field.Rule, value))
        {
            location.At(error.Path).Report(error.Reason);
        }

        foreach (var warning in Broken(location, field.PortableRule, value))
        {
            location.At(warning.Path).Warn(warning.Reason);
        }
    }

    private static IEnumerable<InputError> Broken(InputLocation location, FieldRule? rule, PropertyValue value) =>
        rule is null || value is PropertyValue.Text { Value.Length: 0 } || location.HasErrorsHere ? [] : rule(value);

    /// <summary>In a map of unknown members too, each value is the name of a secret.</summary>
    private static void CheckSecretNames(InputLocation location, PropertyMap members)
    {
        foreach (var (name, value) in members)
        {
            CheckSecretName(location.Member(name, false), name, value);
        }
    }

    private static void CheckSecretName(InputLocation location, string name, PropertyValue value) => CheckField(
        location, Field.Text(name, "Name of a secret.") with { Format = TextFormat.SecretName }, value);

    /// <summary>Two values in one secret overwrite each other; the server refuses that too.</summary>
    private static void CheckDistinct(InputLocation location, PropertyMap members)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            if (value is not PropertyValue.Text { Value: var text } || text.Trim().Length == 0)
            {
                continue;
            }

            if (!seen.TryAdd(text.Trim(), name))
            {
                var reason = FieldMessages.SameSecretTwice(Shown(location, text.Trim()), seen[text.Trim()]);
                location.Member(name, false).Report(reason);
            }
        }
    }

    private static void CheckNames(
        InputLocation location, ImmutableArray<Field> fields, PropertyMap members, bool acceptsNewer)
    {
        foreach (var name in members.Keys)
        {
            // Names that start with two underscores are reserved for the engine and the SDKs.
            var isReserved = name.StartsWith("__", StringComparison.Ordinal);
            if (members.Get(name) is null || isReserved || fields.Any(field => field.Name == name))
            {
                continue;
            }

            var names = fields.Select(field => field.Name).ToImmutableArray();
            var nearest = NearestName.To(name, names);
            var member = location.Member(name, MisplacedSecret.IsLikely(location.Path, fields, name, members[name]));
            if (acceptsNewer)
            {
                member.Warn(FieldMessages.NotAKnownName(location.Path, names, nearest));
                CheckNewer(member, fields, name, members[name]);
            }
            else
            {
                member.Report(FieldMessages.UnknownName(location.Owner, location.Path, names, nearest));
            }
        }
    }

    /// <summary>Of a member that only a newer server knows, what holds for every value that is sent.</summary>
    private static void CheckNewer(
        InputLocation location, ImmutableArray<Field> fields, string name, PropertyValue value)
    {
        if (IsMapping(fields))
        {
            CheckSecretName(location, name, value);
        }
        else if (value.HasResourceOrAsset())
        {
            location.Report(FieldMessages.CannotBeSent);
        }
        else if (StorableValue.Problem(value) is { } problem)
        {
            location.Report(problem);
        }
    }

    private static string? Shown(InputLocation location, string text) => location.IsHidden ? null : text;
}
