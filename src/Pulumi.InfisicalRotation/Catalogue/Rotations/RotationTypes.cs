using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

/// <summary>Every rotation type this provider knows, alphabetically.</summary>
internal static class RotationTypes
{
    public static readonly ImmutableArray<RotationType> All =
    [
        Auth0ClientSecret.Type,
        AwsIamUserSecret.Type,
        AzureClientSecret.Type,
        CloudflareApiToken.Type,
        CloudflareR2AccessKey.Type,
        ConvexAccessKey.Type,
        DatabricksServicePrincipalSecret.Type,
        DatadogApiKey.Type,
        DatadogApplicationKeySecret.Type,
        DbtServiceToken.Type,
        FireworksApiKey.Type,
        GcpServiceAccountKey.Type,
        HpIloLocalAccount.Type,
        LdapPassword.Type,
        LitellmApiKey.Type,
        MongodbCredentials.Type,
        MssqlCredentials.Type,
        MysqlCredentials.Type,
        OktaClientSecret.Type,
        OpenRouterApiKey.Type,
        OpenaiServiceAccount.Type,
        OracledbCredentials.Type,
        PostgresCredentials.Type,
        RedisCredentials.Type,
        SalesforceOauthCredentials.Type,
        SnowflakeUserKeyPair.Type,
        StripeApiKey.Type,
        SupabaseApiKey.Type,
        UnixLinuxLocalAccount.Type,
        WindowsLocalAccount.Type,
    ];

    /// <summary>Name of the generic resource: any type, also one that is not listed here.</summary>
    public const string GenericName = "SecretRotation";

    private static readonly FrozenDictionary<string, RotationType> ByToken = All.ToFrozenDictionary(type => PackageInfo.Token(type.TypeName));

    private static readonly FrozenDictionary<string, RotationType> BySlug = All.ToFrozenDictionary(type => type.Slug);

    private static readonly ConcurrentDictionary<string, RotationType> Generics = new(StringComparer.Ordinal);

    /// <summary>The type of that token, such as <c>infisical-rotation:index:AwsIamUserSecretRotation</c>; null where there is none.</summary>
    /// <param name="token">Token of a resource.</param>
    /// <param name="slug">What the generic resource says its type is; empty where it isn't known yet.</param>
    public static RotationType? Find(string token, string slug) =>
        token == PackageInfo.Token(GenericName) ? Generic(slug) : ByToken.GetValueOrDefault(token);

    /// <summary>
    /// The generic resource for a type. For one that is known it checks and compares as the typed resource does; for another, whatever
    /// it is given is passed on.
    /// </summary>
    public static RotationType Generic(string slug) => Generics.GetOrAdd(slug, static slug => BySlug.TryGetValue(slug, out var known)
        ? known with { TypeName = GenericName, IsGeneric = true }
        : new RotationType
        {
            Slug = slug,
            TypeName = GenericName,
            Title = slug,
            Description = "One rotation of any type.",
            ConnectionApps = [],
            Slots = 0,
            CredentialLifecycle = "",
            Parameters = [],
            SecretsMapping = [],
            IsOpen = true,
            IsGeneric = true,
        });
}
