using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The kinds of value a request field can hold.</summary>
internal enum FieldKind
{
    Text,
    Number,
    Boolean,
    Object,
    Array,
}

/// <summary>What the server's request schema demands of one value.</summary>
/// <param name="Name">The key on the wire; empty for the items of an array.</param>
/// <param name="Kind">The kind of value.</param>
internal sealed record Field(string Name, FieldKind Kind)
{
    /// <summary>Refused when absent.</summary>
    public bool Required { get; init; }

    /// <summary>Null is a value of its own.</summary>
    public bool Nullable { get; init; }

    /// <summary>What the schema fills in, and so what is stored and answered.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Blanks at both ends are cut off before anything is looked at.</summary>
    public bool Trim { get; init; }

    /// <summary>The text is stored in small letters.</summary>
    public bool Lower { get; init; }

    /// <summary>Characters that the server takes out of the text once it has passed.</summary>
    public string Without { get; init; } = "";

    /// <summary>An empty text counts as absent.</summary>
    public bool EmptyIsAbsent { get; init; }

    /// <summary>A text that holds a number is taken for the number.</summary>
    public bool Coerce { get; init; }

    /// <summary>The number has no fraction.</summary>
    public bool Integer { get; init; }

    /// <summary>Least length of a text, value of a number, or count of an array.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest length of a text, value of a number, or count of an array.</summary>
    public double? Max { get; init; }

    /// <summary>The number must be above <see cref="Min"/>.</summary>
    public bool MinIsExclusive { get; init; }

    /// <summary>Regular expression that must match somewhere.</summary>
    public string? Pattern { get; init; }

    /// <summary>A named form: uuid, slug, email, url, ip-or-cidr, dn, json-object.</summary>
    public string? Format { get; init; }

    /// <summary>The only values allowed, as text.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>Its value chooses between the forms of the whole body.</summary>
    public bool IsDiscriminator { get; init; }

    /// <summary>What is said of any value but null, or for a boolean but false; null where the field may have others.</summary>
    public string? Unsupported { get; init; }

    /// <summary>An object that may have any of these forms; the first that fits is taken.</summary>
    public ImmutableArray<Field> AnyOf { get; init; } = [];

    /// <summary>The server's own words in place of the library's, where it has any.</summary>
    public string? TooShort { get; init; }

    /// <inheritdoc cref="TooShort"/>
    public string? TooLong { get; init; }

    /// <inheritdoc cref="TooShort"/>
    public string? Misshapen { get; init; }

    /// <summary>What is inside an object.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>What each item of an array must be.</summary>
    public Field? Items { get; init; }

    /// <summary>An array loses its doubled items.</summary>
    public bool Distinct { get; init; }

    /// <summary>Rules that look at more than one value, by name.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>A required, trimmed text that is not empty.</summary>
    public static Field RequiredText(string name, string? tooShort = null) =>
        new(name, FieldKind.Text) { Required = true, Trim = true, Min = 1, TooShort = tooShort };

    /// <summary>An object of these fields.</summary>
    public static Field Of(string name, params ImmutableArray<Field> fields) =>
        new(name, FieldKind.Object) { Required = true, Fields = fields };
}

/// <summary>A rule of a type that no single field can say; its meaning is in <see cref="FieldRules"/>.</summary>
/// <param name="Name">Which rule.</param>
/// <param name="Message">What the server answers when it is broken.</param>
/// <param name="Data">What else the rule needs to know.</param>
internal sealed record Rule(string Name, string Message, JsonObject Data);
