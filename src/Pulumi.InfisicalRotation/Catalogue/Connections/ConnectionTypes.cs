using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>The apps whose connections this provider can create, sorted by slug.</summary>
internal static class ConnectionTypes
{
    public static readonly ImmutableArray<ConnectionType> All =
    [
        Auth0Connection.Type,
        AwsConnection.Type,
        AzureClientSecretsConnection.Type,
        CloudflareConnection.Type,
        ConvexConnection.Type,
        DatabricksConnection.Type,
        DatadogConnection.Type,
        DbtConnection.Type,
        FireworksConnection.Type,
        GcpConnection.Type,
        HpeIloConnection.Type,
        LdapConnection.Type,
        LitellmConnection.Type,
        MongodbConnection.Type,
        MssqlConnection.Type,
        MysqlConnection.Type,
        OktaConnection.Type,
        OpenRouterConnection.Type,
        OpenaiConnection.Type,
        OracledbConnection.Type,
        PostgresConnection.Type,
        RedisConnection.Type,
        SalesforceConnection.Type,
        SmbConnection.Type,
        SnowflakeConnection.Type,
        SshConnection.Type,
        StripeConnection.Type,
        SupabaseConnection.Type,
    ];

    private static readonly FrozenDictionary<string, ConnectionType> ByToken =
        All.ToFrozenDictionary(type => PackageInfo.Token(type.TypeName));

    /// <summary>Finds the type of a resource token, such as <c>infisical-rotation:index:AwsConnection</c>.</summary>
    public static ConnectionType? Find(string token) => ByToken.GetValueOrDefault(token);
}
