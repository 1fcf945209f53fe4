namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>That a secret exists, and whose it is. Its value is not read.</summary>
/// <param name="RotationId">The rotation that writes it; null for an ordinary secret.</param>
internal sealed record SecretName(string Key, bool IsRotatedSecret, string? RotationId);

/// <summary>Only these keys of a secret are read, so that no value is kept, whatever the server sends along.</summary>
internal sealed record SecretWire(string? SecretKey, bool? IsRotatedSecret, string? RotationId);

internal sealed record SecretListAnswer(SecretWire?[]? Secrets)
{
    public SecretName[]? ToNames() => Secrets is null || Secrets.Any(item => string.IsNullOrEmpty(item?.SecretKey))
        ? null
        : [.. Secrets.Select(item => new SecretName(item!.SecretKey!, item.IsRotatedSecret ?? false, item.RotationId))];
}
