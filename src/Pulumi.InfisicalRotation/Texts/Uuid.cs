namespace Pulumi.InfisicalRotation.Texts;

/// <summary>Recognizes UUIDs.</summary>
internal static class Uuid
{
    private const int Length = 36;

    /// <summary>
    /// Whether the text is a UUID and nothing else. <see cref="Guid"/> would also accept whitespace and signs.
    /// </summary>
    public static bool IsUuid(string? text)
    {
        if (text is not { Length: Length })
        {
            return false;
        }

        for (var at = 0; at < Length; at++)
        {
            if (at is 8 or 13 or 18 or 23 ? text[at] != '-' : !char.IsAsciiHexDigit(text[at]))
            {
                return false;
            }
        }

        return true;
    }
}
