using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>The text of the setting <c>host</c> and of its variables.</summary>
internal static class ServerAddress
{
    /// <summary>The address of the instance.</summary>
    /// <returns>Null where the text is no address.</returns>
    public static Uri? Parse(string text)
    {
        var trimmed = text.Trim().TrimEnd('/');

        // The CLI's variable holds the base address of the API, the others that of the instance.
        trimmed = trimmed.EndsWith("/api", StringComparison.OrdinalIgnoreCase) ? trimmed[..^4] : trimmed;
        return !HasMore(trimmed) && TextFormats.ExpectedFormat(TextFormat.WebAddress, trimmed) is null
            ? new Uri(trimmed)
            : null;
    }

    /// <summary>
    /// Whether a text contains user information, a query or a fragment. .NET would not send the first, routes cannot
    /// follow the others, and each may be a secret, so that no message may quote the text.
    /// </summary>
    public static bool HasMore(string text) => text.AsSpan().IndexOfAny('@', '?', '#') >= 0;
}
