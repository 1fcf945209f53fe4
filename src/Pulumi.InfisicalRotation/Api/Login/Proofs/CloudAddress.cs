namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>Addresses in the environment variables and files of clouds.</summary>
internal static class CloudAddress
{
    /// <summary>
    /// An https address, or an http address of this machine; null for any other text. Tokens must not be sent in clear.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isMetadata">The address of a metadata server: it belongs to the machine and has no TLS.</param>
    public static Uri? Parse(string text, bool isMetadata = false) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme is "https" || (address.Scheme is "http" && (isMetadata || address.IsLoopback)))
            ? address
            : null;
}
