using Pulumi.InfisicalRotation.Texts;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>A time among stored outputs, which have it as the server wrote it.</summary>
internal static class StoredTime
{
    /// <summary>Null if the output is absent or in an unknown format.</summary>
    public static DateTimeOffset? Of(PropertyMap outputs, Field field) =>
        Of(outputs.TextOf(field));

    /// <summary>The same for a text of a response that is compared with one.</summary>
    public static DateTimeOffset? Of(string? text) => UtcTime.Parse(text);
}
