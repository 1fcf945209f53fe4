namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>A secret of a folder, without its value.</summary>
/// <param name="Key">The name of the secret.</param>
/// <param name="IsRotatedSecret">A rotation writes the value; null if the response does not say.</param>
/// <param name="RotationId">
/// The rotation that writes the value; null for an ordinary secret, and on older servers.
/// </param>
internal sealed record SecretName(string Key, bool? IsRotatedSecret, string? RotationId);

/// <summary>The parts of a secret that are read. The value is not among them, even where the server sends it.</summary>
internal sealed record SecretWire(string? SecretKey, bool? IsRotatedSecret, string? RotationId)
{
    /// <summary>Null where the secret has no name.</summary>
    public SecretName? ToName() => string.IsNullOrEmpty(SecretKey)
        ? null
        : new SecretName(SecretKey, IsRotatedSecret, RotationId);
}

/// <summary>The response with one secret.</summary>
internal sealed record SecretResponse(SecretWire? Secret);
