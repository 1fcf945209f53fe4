using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>The value of a field, or of one among inputs or outputs.</summary>
internal static class FieldValues
{
    /// <summary>The text, wrapped as a secret or not; null if there is none, or it is unknown or no text.</summary>
    public static string? TextOf(this PropertyMap map, Field field) =>
        (map.Get(field.Name)?.Plain() as PropertyValue.Text)?.Value;

    /// <summary>The trimmed text among plain values; null if there is none, or it is blank.</summary>
    public static string? NonBlankTextOf(this PropertyMap map, Field field) =>
        map.Get(field.Name) is PropertyValue.Text { Value: var text } && text.Trim() is { Length: > 0 } trimmed
            ? trimmed
            : null;

    /// <summary>The plain text, for a rule; empty if the value is no text, which another check reports.</summary>
    public static string TextOrEmpty(this PropertyValue value) => value is PropertyValue.Text text ? text.Value : "";

    /// <summary>Whether the value is, or contains, one that is marked as secret.</summary>
    public static bool HasSecret(this PropertyMap map, Field field) => map.Get(field.Name)?.HasSecret() ?? false;
}
