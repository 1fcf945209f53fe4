namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Texts that become the value of a header.</summary>
internal static class HeaderText
{
    /// <summary>Whether the text is printable ASCII without spaces: a line break would add a header.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
