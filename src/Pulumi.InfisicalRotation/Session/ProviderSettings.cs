using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// The provider configuration: Infisical host, credentials and resource defaults. What the configuration leaves out
/// comes from the environment.
/// </summary>
internal sealed class ProviderSettings
{
    private static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(60);

    private const int DefaultMaxRetries = 5;

    private ProviderSettings()
    {
    }

    public required Uri Host { get; init; }

    /// <summary>Credentials of the configuration; null if it has none.</summary>
    public Credentials? Credentials { get; private init; }

    /// <summary>
    /// Credentials of the environment. They are current, while the configuration may be that of an earlier run.
    /// </summary>
    public Credentials? EnvironmentCredentials { get; private init; }

    /// <inheritdoc cref="EnvironmentSettings.PartialCredentials"/>
    public string? PartialCredentials { get; private init; }

    public string? OrganizationSlug { get; private init; }

    public string? ProjectId { get; private init; }

    public string? Environment { get; private init; }

    /// <summary>Whether the project comes from the configuration and not from the environment.</summary>
    public bool IsProjectConfigured { get; private init; }

    public bool IsEnvironmentConfigured { get; private init; }

    /// <summary>PEM text.</summary>
    public string? CaCertificate { get; private init; }

    /// <inheritdoc cref="CacheFolder.Find"/>
    public string? CacheFolder { get; private init; }

    public TimeSpan RequestTimeout { get; private init; }

    public int MaxRetries { get; private init; }

    public bool RefreshBeforeUpdate { get; private init; }

    /// <summary>How AWS is reached; null if no request may be sent to it.</summary>
    public AwsSettings? Aws { get; private init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> ReadVariable { get; init; }

    /// <summary>Reads a checked configuration. A value that is unknown counts as absent.</summary>
    /// <param name="args">The configuration, decoded and checked.</param>
    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    /// <param name="readFile">Reads a file.</param>
    /// <exception cref="RefusalException">The host or the certificate cannot be used.</exception>
    public static ProviderSettings From(
        PropertyMap args, Func<string, string?> readVariable, Func<string, string> readFile)
    {
        var plain = args.Plain();
        var environment = new EnvironmentSettings(readVariable);
        return new ProviderSettings
        {
            Host = HostOf(plain, environment),
            Credentials = CredentialsOf(plain),
            EnvironmentCredentials = IsForOtherServer(plain, environment) ? null : environment.Credentials,
            PartialCredentials = environment.PartialCredentials,
            OrganizationSlug = TextOf(plain, ProviderConfig.OrganizationSlug) ?? environment.OrganizationSlug,
            ProjectId = TextOf(plain, ProviderConfig.ProjectId) ?? environment.ProjectId,
            Environment = TextOf(plain, ProviderConfig.Environment) ?? environment.Environment,
            IsProjectConfigured = TextOf(plain, ProviderConfig.ProjectId) is not null,
            IsEnvironmentConfigured = TextOf(plain, ProviderConfig.Environment) is not null,
            CaCertificate = TextOf(plain, ProviderConfig.CaCertificate) is { } pem ? Certificate(pem, readFile) : null,
            CacheFolder = Session.CacheFolder.Find(readVariable),
            RequestTimeout = NumberOf(plain, ProviderConfig.RequestTimeoutSeconds) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : DefaultRequestTimeout,
            MaxRetries = (int)(NumberOf(plain, ProviderConfig.MaxRetries) ?? DefaultMaxRetries),
            RefreshBeforeUpdate =
                plain.Get(ProviderConfig.RefreshBeforeUpdate.Name) is not PropertyValue.Bool { Value: false },
            Aws = AwsBlock.Read(plain),
            ReadVariable = readVariable,
        };
    }

    /// <summary>Never contains a credential.</summary>
    public override string ToString() => $"Infisical at {Host}";

    /// <summary>
    /// The credentials of the environment replace configured ones that are refused. Not where the environment names
    /// another server, and not where the configured credentials are unknown: they may be for another organisation.
    /// </summary>
    private static bool IsForOtherServer(PropertyMap args, EnvironmentSettings environment) =>
        args.Get(ProviderConfig.Auth.Name) is { } auth
        && (auth.HasUnknown()
            || (TextOf(args, ProviderConfig.Host) is { } configured && environment.Host is { } other
                && ParseHost(configured, ProviderConfig.Host.Name) != ParseHost(other.Value, other.Variable)));

    private static Credentials? CredentialsOf(PropertyMap args)
    {
        if (args.Get(ProviderConfig.Auth.Name) is not PropertyValue.Map { Properties: var auth })
        {
            return null;
        }

        if (auth.Get(ProviderConfig.Universal.Name) is PropertyValue.Map { Properties: var universal }
            && TextOf(universal, ProviderConfig.ClientId) is { } id
            && TextOf(universal, ProviderConfig.ClientSecret) is { } secret)
        {
            return new Credentials.Universal(id, secret);
        }

        return auth.Get(ProviderConfig.Token.Name) is PropertyValue.Map { Properties: var token }
            && TextOf(token, ProviderConfig.AccessToken) is { } accessToken
                ? new Credentials.Token(accessToken)
                : null;
    }

    private static Uri HostOf(PropertyMap args, EnvironmentSettings environment)
    {
        if (TextOf(args, ProviderConfig.Host) is { } configured)
        {
            return ParseHost(configured, ProviderConfig.Host.Name);
        }

        return environment.Host is { } host
            ? ParseHost(host.Value, $"The environment variable {host.Variable}")
            : new Uri(ProviderConfig.DefaultHost);
    }

    private static Uri ParseHost(string text, string source)
    {
        var trimmed = text.Trim().TrimEnd('/');

        // The CLI's variable holds the base address of the API, the others that of the instance.
        trimmed = trimmed.EndsWith("/api", StringComparison.OrdinalIgnoreCase) ? trimmed[..^4] : trimmed;
        return TextFormats.ExpectedFormat(TextFormat.WebAddress, trimmed) is { } expected
            ? throw new RefusalException(
                RefusalKind.InvalidInput, $"{source} {FieldMessages.WrongFormat(text, expected)}")
            : new Uri(trimmed);
    }

    private static string Certificate(string textOrPath, Func<string, string> readFile)
    {
        if (textOrPath.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return textOrPath;
        }

        try
        {
            return readFile(textOrPath);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RefusalException(
                RefusalKind.InvalidInput, SettingsMessages.CertificateUnreadable(fault.Message), fault);
        }
    }

    private static string? TextOf(PropertyMap map, Field field) =>
        map.Get(field.Name) is PropertyValue.Text { Value: var text } && text.Trim() is { Length: > 0 } trimmed
            ? trimmed
            : null;

    private static double? NumberOf(PropertyMap map, Field field) =>
        map.Get(field.Name) is PropertyValue.Number number ? number.Value : null;
}
