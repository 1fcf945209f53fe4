using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Holds inputs against the fields that describe them: required, kind, form, limits, choices, unknown names. A pure function; what
/// is not known yet passes. All errors at once, in the order of the fields.
/// </summary>
internal static class InputCheck
{
    private static readonly ImmutableArray<string> SecretWords = ["password", "secret", "token", "key", "credential"];

    /// <param name="owner">What the inputs are of, for the message about an unknown name.</param>
    /// <param name="fields">The fields there are.</param>
    /// <param name="inputs">The inputs, with their marks: they tell what must not be printed.</param>
    public static ImmutableArray<InputError> Check(string owner, ImmutableArray<Field> fields, PropertyMap inputs)
    {
        var errors = ImmutableArray.CreateBuilder<InputError>();
        foreach (var field in fields)
        {
            var value = inputs.Get(field.Name);
            var place = new Place(owner, field.Name, field.HoldsSecret || (value?.HasSecret() ?? false), errors);
            CheckField(place, field, value?.Plain());
        }

        CheckNames(new Place(owner, "", false, errors), fields, inputs);
        return errors.ToImmutable();
    }

    private static void CheckField(Place place, Field field, PropertyValue? value)
    {
        switch (value)
        {
            case null or PropertyValue.Null when field.IsRequired:
                place.Report(FieldMessages.IsRequired(field));
                break;
            case null or PropertyValue.Null or PropertyValue.Unknown:
                break;
            case PropertyValue.Text text when field.Kind == FieldKind.Text:
                CheckText(place, field, text.Value.Trim());
                CheckRule(place, field, new PropertyValue.Text(text.Value.Trim()));
                break;
            case PropertyValue.Number number when field.Kind is FieldKind.Integer or FieldKind.Number:
                CheckNumber(place, field, number.Value);
                break;
            case PropertyValue.Map map when field is { Kind: FieldKind.OpenMap, IsProviderOnly: false } && map.HasForeign():
                place.Report(FieldMessages.CannotBeSent);
                break;
            case PropertyValue.Map map when field is { Kind: FieldKind.OpenMap, Format: TextFormat.SecretName }:
                CheckDistinct(place, map.Properties);
                break;
            case PropertyValue.Bool when field.Kind == FieldKind.Boolean:
            case PropertyValue.Map when field.Kind == FieldKind.OpenMap:
                break;
            case PropertyValue.Map map when field.Kind == FieldKind.Object:
                CheckObject(place, field, map.Properties);
                CheckRule(place, field, map);
                break;
            case PropertyValue.List list when field.Kind == FieldKind.List:
                CheckList(place, field, list.Items);
                CheckRule(place, field, list);
                break;
            default:
                place.Report(FieldMessages.WrongKind(field, value, place.IsHidden));
                break;
        }
    }

    private static void CheckText(Place place, Field field, string text)
    {
        var normal = TextFormats.Normal(field.Format, text);
        if (text.Length == 0 && (field.IsRequired || field.MinLength > 0))
        {
            place.Report(FieldMessages.IsEmpty(field));
        }
        else if (field.MaxLength is { } longest && text.Length > longest)
        {
            place.Report(FieldMessages.TooLong(text.Length, longest));
        }
        else if (text.Length > 0 && TextFormats.WhatIsMissing(field.Format, normal) is { } right)
        {
            place.Report(FieldMessages.WrongForm(Shown(place, text), right));
        }
        else if (text.Length > 0 && field.Choices.Length > 0 && !field.Choices.Contains(text))
        {
            place.Report(FieldMessages.NotAChoice(Shown(place, text), field.Choices, NearestName.To(text, field.Choices)));
        }
    }

    private static void CheckNumber(Place place, Field field, double number)
    {
        var isWhole = Math.Floor(number) == number;
        var isAllowed = field.Numbers.IsEmpty || field.Numbers.Contains(number);
        if ((field.Kind == FieldKind.Integer && !isWhole) || number < field.Min || number > field.Max || number <= field.Above || !isAllowed
            || !double.IsFinite(number))
        {
            place.Report(FieldMessages.OutOfRange(field, place.IsHidden ? null : number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void CheckObject(Place place, Field field, PropertyMap members)
    {
        foreach (var member in field.Fields)
        {
            CheckField(place.Member(member.Name, member.IsSecret), member, members.Get(member.Name));
        }

        CheckNames(place, field.Fields, members);
        if (field.Fields.Length > 0 && field.Fields.All(member => member.Format == TextFormat.SecretName))
        {
            CheckDistinct(place, members);
        }
    }

    private static void CheckList(Place place, Field field, ImmutableArray<PropertyValue> items)
    {
        if (items.Length < field.MinItems)
        {
            place.Report(FieldMessages.TooFewItems(items.Length, field.MinItems.Value));
        }

        if (items.Length > field.MaxItems)
        {
            place.Report(FieldMessages.TooManyItems(items.Length, field.MaxItems.Value));
        }

        for (var index = 0; field.Items is { } item && index < items.Length; index++)
        {
            CheckField(place.Item(index, item.IsSecret), item with { IsRequired = true }, items[index]);
        }
    }

    /// <summary>A rule sees only what is right in itself: it would tell the same mistake twice.</summary>
    private static void CheckRule(Place place, Field field, PropertyValue value)
    {
        if (field.Rule is not { } rule || value is PropertyValue.Text { Value.Length: 0 } || place.HasErrorsHere)
        {
            return;
        }

        foreach (var error in rule(value))
        {
            place.At(error.Path).Report(error.Reason);
        }
    }

    /// <summary>Two values of a mapping in one secret would overwrite each other; the server refuses it too.</summary>
    private static void CheckDistinct(Place place, PropertyMap members)
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
                place.Member(name, false).Report(FieldMessages.SameSecretTwice(Shown(place, text.Trim()), seen[text.Trim()]));
            }
        }
    }

    private static void CheckNames(Place place, ImmutableArray<Field> fields, PropertyMap members)
    {
        foreach (var name in members.Keys)
        {
            // Names with two underscores in front belong to the engine and its SDKs.
            if (members.Get(name) is null || name.StartsWith("__", StringComparison.Ordinal) || fields.Any(field => field.Name == name))
            {
                continue;
            }

            var names = fields.Select(field => field.Name).ToImmutableArray();
            place.Member(name, MayHoldSecret(place, fields, name, members[name])).Report(FieldMessages.UnknownName(place.Owner, place.Path, names, NearestName.To(name, names)));
        }
    }

    /// <summary>
    /// What stands under a wrong name is perhaps a secret under the right one, and the engine prints what stands at the top level.
    /// </summary>
    private static bool MayHoldSecret(Place place, ImmutableArray<Field> fields, string name, PropertyValue value) =>
        value.HasSecret()
        || (place.Path.Length == 0
            && (value.Plain() is not (PropertyValue.Bool or PropertyValue.Number or PropertyValue.Text or PropertyValue.Unknown)
                || SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
                || fields.Any(field => field.HoldsSecret && field.Name == NearestName.To(name, [.. fields.Select(one => one.Name)]))));

    private static string? Shown(Place place, string text) => place.IsHidden ? null : text;

    /// <summary>Where the check stands, and where it reports.</summary>
    private sealed record Place(string Owner, string Path, bool IsHidden, ImmutableArray<InputError>.Builder Errors)
    {
        public Place Member(string name, bool isHidden) => this with { Path = PropertyPath.Member(Path, name), IsHidden = IsHidden || isHidden };

        public Place Item(int index, bool isHidden) => this with { Path = PropertyPath.Item(Path, index), IsHidden = IsHidden || isHidden };

        /// <summary>A place below this one, in path form.</summary>
        public Place At(string below) => below.Length == 0 ? this : this with { Path = below.StartsWith('[') ? Path + below : $"{Path}.{below}" };

        public bool HasErrorsHere => Errors.Any(error => PropertyPath.IsWithin(error.Path, Path));

        public void Report(string reason) => Errors.Add(new InputError(Path, reason, IsHidden));
    }
}
