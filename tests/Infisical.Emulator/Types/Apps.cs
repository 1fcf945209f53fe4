using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>A way for a connection to sign in at its app.</summary>
/// <param name="Name">The method's slug.</param>
/// <param name="Fields">Its fields; see <see cref="Apps"/> for the marks.</param>
internal sealed record AppMethod(string Name, ImmutableArray<string> Fields);

/// <summary>An app that connections are made to.</summary>
internal sealed record App(string Slug, string Name, bool TakesGateway, params ImmutableArray<AppMethod> Methods);

/// <summary>
/// The apps rotations use. Marks behind a field's name: <c>!</c> secret, <c>?</c> optional, <c>#</c> number, <c>%</c> yes or no.
/// </summary>
internal static class Apps
{
    private static readonly AppMethod Sql = Method(
        "username-and-password", "host", "port#", "database", "username", "password!", "sslEnabled%", "sslRejectUnauthorized%", "sslCertificate?");

    private static readonly ImmutableArray<App> Known =
    [
        new("aws", "AWS", false, Method("assume-role", "roleArn!", "stsEndpoint?"), Method("access-key", "accessKeyId", "secretAccessKey!")),
        new("gcp", "GCP", false, Method("service-account-impersonation", "serviceAccountEmail")),
        new(
            "azure-client-secrets",
            "Azure Client Secrets",
            false,
            Method("oauth", "code!", "tenantId?"),
            Method("client-secret", "clientId", "clientSecret!", "tenantId"),
            Method("certificate", "tenantId", "clientId", "certificateBody!", "privateKey!")),
        new("databricks", "Databricks", false, Method("service-principal", "clientId", "clientSecret!", "workspaceUrl")),
        new("postgres", "PostgreSQL", true, Sql),
        new("mssql", "Microsoft SQL Server", true, Sql),
        new("mysql", "MySQL", true, Sql),
        new("oracledb", "OracleDB", true, Sql),
        new(
            "mongodb",
            "MongoDB",
            false,
            Method("username-and-password", "host", "port#", "username", "password!", "database", "tlsEnabled%", "tlsRejectUnauthorized%", "tlsCertificate?")),
        new(
            "redis",
            "Redis",
            false,
            Method("username-and-password", "host", "port#", "username", "password!?", "sslEnabled%", "sslRejectUnauthorized%", "sslCertificate?")),
        new("auth0", "Auth0", false, Method("client-credentials", "domain", "clientId", "clientSecret!", "audience")),
        new("ldap", "LDAP", false, Method("simple-bind", "provider", "url", "dn", "password!", "sslRejectUnauthorized%?", "sslCertificate?")),
        new("okta", "Okta", false, Method("api-token", "instanceUrl", "apiToken!")),
        new(
            "ssh",
            "SSH",
            true,
            Method("password", "host", "port#", "username", "password!"),
            Method("ssh-key", "host", "port#", "username", "privateKey!", "passphrase!?")),
        new("smb", "SMB", true, Method("credentials", "host", "port#", "domain?", "username", "password!")),
        new("hpe-ilo", "HPE iLO", true, Method("basic-auth", "hostname", "port#?", "username", "password!", "sslRejectUnauthorized%?", "sslCertificate?")),
        new("dbt", "DBT", false, Method("api-token", "apiToken!", "instanceUrl", "accountId")),
        new("open-router", "OpenRouter", false, Method("api-key", "apiKey!")),
        new("openai", "OpenAI", false, Method("api-key", "apiKey!")),
        new("litellm", "LiteLLM", false, Method("api-key", "apiKey!", "instanceUrl")),
        new("supabase", "Supabase", false, Method("access-token", "accessKey!", "instanceUrl?")),
        new("salesforce", "Salesforce", false, Method("client-credentials", "instanceUrl", "consumerKey", "consumerSecret!")),
        new("datadog", "Datadog", false, Method("token", "url", "token!"), Method("api-key", "url", "apiKey!", "applicationKey!")),
        new("convex", "Convex", false, Method("personal-access-token", "accessToken!", "instanceUrl?")),
        new("fireworks", "Fireworks", false, Method("api-key", "accountId", "apiKey!")),
        new("snowflake", "Snowflake", false, Method("username-and-token", "account", "username", "password!")),
        new("cloudflare", "Cloudflare", false, Method("api-token", "accountId", "apiToken!")),
        new("stripe", "Stripe", false, Method("oauth", "code!")),
    ];

    /// <summary>Those above, and each that only a contract names, with an API key: a new rotation type needs no line here.</summary>
    public static ImmutableArray<App> All { get; } =
    [
        .. Known,
        .. Contract.Slugs.SelectMany(slug => Contract.Read(slug, "type.json").AsObject().TextsOf("apps"))
            .Except(Known.Select(app => app.Slug))
            .Order(StringComparer.Ordinal)
            .Select(slug => new App(slug, slug, false, Method("api-key", "apiKey!"))),
    ];

    public static FrozenDictionary<string, App> BySlug { get; } = All.ToFrozenDictionary(app => app.Slug);

    private static AppMethod Method(string name, params ImmutableArray<string> fields) => new(name, fields);
}
