using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

/// <summary>The rotation types that this provider knows, sorted by slug.</summary>
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

    /// <summary>Name of the generic resource, which accepts any type.</summary>
    public const string GenericName = "SecretRotation";

    private static readonly FrozenDictionary<string, RotationType> ByToken =
        All.ToFrozenDictionary(type => PackageInfo.Token(type.TypeName));

    private static readonly FrozenDictionary<string, RotationType> BySlug = All.ToFrozenDictionary(type => type.Slug);

    private static readonly ConcurrentDictionary<string, RotationType> Generics = new(StringComparer.Ordinal);

    /// <summary>
    /// Finds the type of a resource token, such as <c>infisical-rotation:index:AwsIamUserSecretRotation</c>.
    /// </summary>
    /// <param name="token">Token of the resource.</param>
    /// <param name="slug">The <c>type</c> input of the generic resource; empty if it is unknown.</param>
    public static RotationType? Find(string token, string slug) =>
        token == PackageInfo.Token(GenericName) ? Generic(slug) : ByToken.GetValueOrDefault(token);

    /// <summary>
    /// The generic resource for a type. It checks and compares a known type as the typed resource does, but passes on
    /// choices and members that only a newer server knows, and all inputs of an unknown type.
    /// </summary>
    public static RotationType Generic(string slug) =>
        Generics.GetOrAdd(slug, static slug => (BySlug.GetValueOrDefault(slug) ?? Unknown(slug)).AsGeneric());

    private static RotationType Unknown(string slug) => new()
    {
        Slug = slug,
        Title = slug,
        Description = "Manages one secret rotation of any type.",
        ConnectionApps = [],
        Slots = 0,
        CredentialLifecycle = "",
        RevocationEffect = "",
        Parameters = [],
        SecretsMapping = [],
        IsOpen = true,
    };
}
