using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// A value under a misspelled name may be a secret without its wrapper. The CLI prints the value of a reported top-level
/// property.
/// </summary>
internal static class MisplacedSecret
{
    private static readonly ImmutableArray<string> SecretWords = ["password", "secret", "token", "key", "credential"];

    /// <param name="path">The property path of the object that has the unknown name; empty for all inputs.</param>
    /// <param name="fields">The names that the object should have.</param>
    /// <param name="name">The unknown name.</param>
    /// <param name="value">Its value.</param>
    public static bool IsLikely(string path, ImmutableArray<Field> fields, string name, PropertyValue value) =>
        value.HasSecret()
        || (path.Length == 0
            && (!IsScalar(value.Plain())
                || SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
                || IsMisspelledSecret(fields, name)));

    private static bool IsScalar(PropertyValue value) =>
        value is PropertyValue.Bool or PropertyValue.Number or PropertyValue.Text or PropertyValue.Unknown;

    private static bool IsMisspelledSecret(ImmutableArray<Field> fields, string name)
    {
        var nearest = NearestName.To(name, [.. fields.Select(field => field.Name)]);
        return fields.Any(field => field.HoldsSecret && field.Name == nearest);
    }
}
