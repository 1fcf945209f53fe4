namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Redis.</summary>
internal static class RedisConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "redis",
        Title = "Redis",
        Methods =
        [
            new(
                "username-and-password",
                SharedCredentials.Host,
                SharedCredentials.Port(6379),
                SharedCredentials.Username,
                SharedCredentials.Password with { IsRequired = false, MinLength = 1 },
                SharedCredentials.SslRejectUnauthorized,
                SharedCredentials.SslEnabled,
                SharedCredentials.SslCertificate),
        ],
    };
}
