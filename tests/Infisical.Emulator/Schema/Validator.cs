using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infisical.Emulator;

/// <summary>
/// Reads a request the way the server's schema library does: unknown keys are dropped, texts trimmed, defaults filled in,
/// and all that is wrong is reported at once.
/// </summary>
internal sealed class Validator
{
    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    private readonly List<Issue> _issues = [];

    /// <summary>The cleaned value, or a 422 with every complaint.</summary>
    public static JsonObject Read(Field schema, JsonNode? value, ValidationForm form)
    {
        var validator = new Validator();
        var cleaned = validator.Clean(schema, value, present: value is not null, []);
        return validator._issues.Count == 0
            ? cleaned!.AsObject()
            : throw Refusal.Invalid([.. validator._issues.Select(issue => issue.In(form))]);
    }

    /// <summary>Whether the value has the shape; what is cleaned of it then.</summary>
    public static bool Fits(Field schema, JsonNode value, out JsonObject cleaned)
    {
        var validator = new Validator();
        var result = validator.Clean(schema, value, present: true, []);
        cleaned = result as JsonObject ?? [];
        return validator._issues.Count == 0;
    }

    private JsonNode? Clean(Field field, JsonNode? value, bool present, ImmutableArray<string> path)
    {
        if (field.IsDiscriminator && !field.OneOf.Contains(value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : ""))
        {
            _issues.Add(Issue.NoForm(path, field.OneOf));
            return null;
        }

        if (present && field.Unsupported is { } unsupported && !(field.Kind == FieldKind.Boolean ? value?.GetValueKind() == JsonValueKind.False : value is null))
        {
            _issues.Add(Issue.Custom(path, unsupported));
            return null;
        }

        // A required number that is absent is coerced too, and is then none.
        if (!present && !(field.Coerce && field.Required))
        {
            if (field.Required && field.Default is null)
            {
                _issues.Add(Issue.WrongKind(path, NameOf(field.Kind), "undefined"));
            }

            return field.Default?.DeepClone();
        }

        return value is null && present && field.Nullable ? null : field.Kind switch
        {
            FieldKind.Text => CleanText(field, value, path),
            FieldKind.Number => CleanNumber(field, value, present, path),
            FieldKind.Boolean => CleanBoolean(field, value, path),
            FieldKind.Object when !field.AnyOf.IsEmpty => CleanUnion(field, value, path),
            FieldKind.Object => CleanObject(field, value, path),
            _ => CleanArray(field, value, path),
        };
    }

    private JsonValue? CleanText(Field field, JsonNode? value, ImmutableArray<string> path)
    {
        if (value?.GetValueKind() != JsonValueKind.String)
        {
            return Wrong(field, value, path);
        }

        var text = value.GetValue<string>();
        text = field.Trim ? text.Trim() : text;
        text = field.Lower ? text.ToLowerInvariant() : text;
        if (field.EmptyIsAbsent && text.Length == 0)
        {
            return null;
        }

        if (field.OneOf.Length > 0 && !field.OneOf.Contains(text))
        {
            _issues.Add(Issue.NotAnOption(path, field.OneOf, text));
        }

        if (text.Length < field.Min)
        {
            _issues.Add(Issue.TooSmall(path, "string", field.Min.Value, inclusive: true, field.TooShort));
        }

        if (text.Length > field.Max)
        {
            _issues.Add(Issue.TooBig(path, "string", field.Max.Value, field.TooLong));
        }

        if (field.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, RegexLimit))
        {
            _issues.Add(Issue.Misshapen(path, "regex", field.Misshapen));
        }

        if (field.Format is { } format && !Formats.Fits(format, text))
        {
            _issues.Add(format is "uuid" or "email" or "url" ? Issue.Misshapen(path, format, field.Misshapen) : Issue.Custom(path, field.Misshapen ?? $"Invalid {format}"));
        }

        return JsonValue.Create(string.Concat(text.Where(letter => !field.Without.Contains(letter, StringComparison.Ordinal))));
    }

    private JsonValue? CleanNumber(Field field, JsonNode? value, bool present, ImmutableArray<string> path)
    {
        double number;
        if (value?.GetValueKind() == JsonValueKind.Number)
        {
            number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        }
        else if (!field.Coerce)
        {
            return Wrong(field, value, path);
        }
        else if (!present || !Coerced(value, out number))
        {
            _issues.Add(Issue.WrongKind(path, "number", "nan"));
            return null;
        }

        if (field.OneOf.Length > 0 && !field.OneOf.Contains(number.ToString(CultureInfo.InvariantCulture)))
        {
            _issues.Add(Issue.NotAnOption(path, field.OneOf, number.ToString(CultureInfo.InvariantCulture)));
        }

        if (field.Integer && number != Math.Floor(number))
        {
            _issues.Add(Issue.NotWhole(path));
        }

        if (field.Min is { } least && (number < least || (field.MinIsExclusive && number <= least)))
        {
            _issues.Add(Issue.TooSmall(path, "number", least, !field.MinIsExclusive, field.TooShort));
        }

        if (number > field.Max)
        {
            _issues.Add(Issue.TooBig(path, "number", field.Max.Value, field.TooLong));
        }

        return Json.Number(number);
    }

    private JsonValue? CleanBoolean(Field field, JsonNode? value, ImmutableArray<string> path) =>
        value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? JsonValue.Create(value.GetValue<bool>())
            : Wrong(field, value, path);

    private JsonObject? CleanObject(Field field, JsonNode? value, ImmutableArray<string> path)
    {
        if (value is not JsonObject given)
        {
            Wrong(field, value, path);
            return null;
        }

        var cleaned = new JsonObject();
        foreach (var inner in field.Fields)
        {
            var present = given.TryGetPropertyValue(inner.Name, out var part);
            var result = Clean(inner, part, present, path.Add(inner.Name));
            if (result is not null || (present && part is null && inner.Nullable))
            {
                cleaned[inner.Name] = result;
            }
        }

        CheckRules(field, cleaned, path);
        return cleaned;
    }

    private JsonNode? CleanUnion(Field field, JsonNode? value, ImmutableArray<string> path)
    {
        var refused = ImmutableArray.CreateBuilder<ImmutableArray<Issue>>();
        foreach (var form in field.AnyOf)
        {
            var attempt = new Validator();
            var cleaned = attempt.Clean(form, value, present: true, path);
            if (attempt._issues.Count == 0)
            {
                return cleaned;
            }

            refused.Add([.. attempt._issues]);
        }

        _issues.Add(Issue.NoneFits(path, refused.ToImmutable()));
        return null;
    }

    private JsonArray? CleanArray(Field field, JsonNode? value, ImmutableArray<string> path)
    {
        if (value is not JsonArray given)
        {
            Wrong(field, value, path);
            return null;
        }

        var cleaned = new JsonArray();
        for (var index = 0; index < given.Count; index++)
        {
            var item = Clean(field.Items!, given[index], present: true, path.Add(index.ToString(CultureInfo.InvariantCulture)));
            if (!field.Distinct || !cleaned.Any(earlier => JsonNode.DeepEquals(earlier, item)))
            {
                cleaned.Add(item);
            }
        }

        if (given.Count < field.Min)
        {
            _issues.Add(Issue.TooSmall(path, "array", field.Min.Value, inclusive: true, field.TooShort));
        }

        if (given.Count > field.Max)
        {
            _issues.Add(Issue.TooBig(path, "array", field.Max.Value, field.TooLong));
        }

        CheckRules(field, cleaned, path);
        return cleaned;
    }

    /// <summary>As in the library, refinements are looked at only where the shape is right.</summary>
    private void CheckRules(Field field, JsonNode cleaned, ImmutableArray<string> path)
    {
        if (field.Rules.IsEmpty || _issues.Any(issue => issue.Path.Length >= path.Length && issue.Path[..path.Length].SequenceEqual(path)))
        {
            return;
        }

        _issues.AddRange(field.Rules.SelectMany(rule => FieldRules.Broken(rule, cleaned, path)));
    }

    private JsonValue? Wrong(Field field, JsonNode? value, ImmutableArray<string> path)
    {
        _issues.Add(Issue.WrongKind(path, NameOf(field.Kind), NameOf(value)));
        return null;
    }

    private static bool Coerced(JsonNode? value, out double number)
    {
        number = 0;
        return value?.GetValueKind() switch
        {
            null => true,
            JsonValueKind.True => (number = 1) > 0,
            JsonValueKind.False => true,
            JsonValueKind.String => value.GetValue<string>().Trim() is var text
                && (text.Length == 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)),
            _ => false,
        };
    }

    private static string NameOf(FieldKind kind) => kind == FieldKind.Text ? "string" : kind.ToString().ToLowerInvariant();

    private static string NameOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };
}
