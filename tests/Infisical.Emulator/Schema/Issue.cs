using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The two shapes in which servers report a broken request schema.</summary>
public enum ValidationForm
{
    /// <summary>The earlier servers' form.</summary>
    Earlier,

    /// <summary>The newest servers' form: the keyword's parameters flat, and every part of a path a text.</summary>
    Newest,
}

/// <summary>One complaint about a request, in both forms.</summary>
internal sealed record Issue(ImmutableArray<string> Path, JsonObject Earlier, JsonObject Newest)
{
    public static Issue WrongKind(ImmutableArray<string> path, string expected, string received) => new(
        path,
        new JsonObject
        {
            ["code"] = "invalid_type",
            ["expected"] = expected,
            ["received"] = received,
            ["message"] = received == "undefined" ? "Required" : $"Expected {expected}, received {received}",
        },
        new JsonObject
        {
            ["code"] = "invalid_type",
            ["expected"] = expected,
            ["message"] = $"Invalid input: expected {expected}, received {(received == "nan" ? "NaN" : received)}",
        });

    public static Issue TooSmall(ImmutableArray<string> path, string kind, double least, bool inclusive, string? message) => new(
        path,
        new JsonObject
        {
            ["code"] = "too_small",
            ["minimum"] = least,
            ["type"] = kind,
            ["inclusive"] = inclusive,
            ["exact"] = false,
            ["message"] = message ?? kind switch
            {
                "string" => $"String must contain at least {least} character(s)",
                "array" => $"Array must contain at least {least} element(s)",
                _ => inclusive ? $"Number must be greater than or equal to {least}" : $"Number must be greater than {least}",
            },
        },
        new JsonObject
        {
            ["code"] = "too_small",
            ["origin"] = kind,
            ["minimum"] = least,
            ["inclusive"] = inclusive,
            ["message"] = message ?? $"Too small: expected {kind} to {Measure(kind, inclusive ? ">=" : ">", least)}",
        });

    public static Issue TooBig(ImmutableArray<string> path, string kind, double most, string? message) => new(
        path,
        new JsonObject
        {
            ["code"] = "too_big",
            ["maximum"] = most,
            ["type"] = kind,
            ["inclusive"] = true,
            ["exact"] = false,
            ["message"] = message ?? kind switch
            {
                "string" => $"String must contain at most {most} character(s)",
                "array" => $"Array must contain at most {most} element(s)",
                _ => $"Number must be less than or equal to {most}",
            },
        },
        new JsonObject
        {
            ["code"] = "too_big",
            ["origin"] = kind,
            ["maximum"] = most,
            ["inclusive"] = true,
            ["message"] = message ?? $"Too big: expected {kind} to {Measure(kind, "<=", most)}",
        });

    public static Issue NotAnOption(ImmutableArray<string> path, ImmutableArray<string> options, string received) => new(
        path,
        new JsonObject
        {
            ["received"] = received,
            ["code"] = "invalid_enum_value",
            ["options"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]),
            ["message"] = $"Invalid enum value. Expected {string.Join(" | ", options.Select(option => $"'{option}'"))}, received '{received}'",
        },
        new JsonObject
        {
            ["code"] = "invalid_value",
            ["values"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]),
            ["message"] = $"Invalid option: expected one of {string.Join('|', options.Select(option => $"\"{option}\""))}",
        });

    /// <summary>No form of the body has this discriminator.</summary>
    public static Issue NoForm(ImmutableArray<string> path, ImmutableArray<string> options) => new(
        path,
        new JsonObject
        {
            ["code"] = "invalid_union_discriminator",
            ["options"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]),
            ["message"] = $"Invalid discriminator value. Expected {string.Join(" | ", options.Select(option => $"'{option}'"))}",
        },
        new JsonObject { ["code"] = "invalid_union", ["note"] = "No matching discriminator", ["message"] = "Invalid input" });

    /// <summary>None of the forms that a value can have fits; each is reported.</summary>
    public static Issue NoneFits(ImmutableArray<string> path, ImmutableArray<ImmutableArray<Issue>> forms) => new(
        path,
        new JsonObject
        {
            ["code"] = "invalid_union",
            ["unionErrors"] = Json.Array(forms.Select(form => new JsonObject
            {
                ["issues"] = Json.Array(form.Select(issue => issue.In(ValidationForm.Earlier))),
                ["name"] = "ZodError",
            })),
            ["message"] = "Invalid input",
        },
        new JsonObject
        {
            ["code"] = "invalid_union",
            ["errors"] = Json.Array(forms.Select(form => Json.Array(form.Select(issue => issue.In(ValidationForm.Newest))))),
            ["message"] = "Invalid input",
        });

    public static Issue NotWhole(ImmutableArray<string> path) => new(
        path,
        new JsonObject { ["code"] = "invalid_type", ["expected"] = "integer", ["received"] = "float", ["message"] = "Expected integer, received float" },
        new JsonObject { ["code"] = "invalid_type", ["expected"] = "int", ["format"] = "safeint", ["message"] = "Invalid input: expected int, received number" });

    public static Issue Misshapen(ImmutableArray<string> path, string form, string? message) => new(
        path,
        new JsonObject
        {
            ["validation"] = form,
            ["code"] = "invalid_string",
            ["message"] = message ?? (form == "regex" ? "Invalid" : $"Invalid {form}"),
        },
        new JsonObject
        {
            ["code"] = "invalid_format",
            ["format"] = form,
            ["message"] = message ?? $"Invalid {(form is "uuid" or "url" ? form.ToUpperInvariant() : form)}",
        });

    public static Issue Custom(ImmutableArray<string> path, string message) => new(
        path,
        new JsonObject { ["code"] = "custom", ["message"] = message },
        new JsonObject { ["code"] = "custom", ["message"] = message });

    /// <summary>This complaint as an item of the answer's <c>message</c>.</summary>
    public JsonObject In(ValidationForm form)
    {
        var item = (form == ValidationForm.Earlier ? Earlier : Newest).DeepClone().AsObject();
        item["path"] = new JsonArray([.. Path.Select(part => Part(part, form))]);
        return item;
    }

    private static JsonNode Part(string part, ValidationForm form) =>
        form == ValidationForm.Earlier && int.TryParse(part, out var index) ? index : part;

    private static string Measure(string kind, string sign, double bound) => kind switch
    {
        "string" => $"have {sign}{bound} characters",
        "array" => $"have {sign}{bound} items",
        _ => $"be {sign}{bound}",
    };
}
