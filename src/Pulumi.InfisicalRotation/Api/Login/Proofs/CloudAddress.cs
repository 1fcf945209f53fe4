namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>Addresses in the environment variables and files of clouds.</summary>
internal static class CloudAddress
{
    /// <summary>An http or https address; null for any other text.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
