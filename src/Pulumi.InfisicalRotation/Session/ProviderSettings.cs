using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session.Logins;
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

    /// <summary>What the login method lacks, as a sentence; null if it lacks nothing or is absent.</summary>
    public string? PartialCredentials { get; private init; }

    /// <inheritdoc cref="EnvironmentSettings.ProxySecrets"/>
    public ImmutableArray<string> ProxySecrets { get; private init; } = [];

    /// <inheritdoc cref="InfisicalOptions.Warning"/>
    public string? Warning { get; private init; }

    /// <inheritdoc cref="InfisicalOptions.UnusedCredentials"/>
    public string? UnusedCredentials { get; private init; }

    /// <inheritdoc cref="InfisicalOptions.CustomHeaders"/>
    public ImmutableArray<KeyValuePair<string, string>> CustomHeaders { get; private init; } = [];

    public string? OrganizationSlug { get; private init; }

    public string? ProjectId { get; private init; }

    public string? Environment { get; private init; }

    /// <summary>Whether the project comes from the configuration and not from the environment.</summary>
    public bool IsProjectConfigured { get; private init; }

    public bool IsEnvironmentConfigured { get; private init; }

    /// <summary>
    /// Reads the PEM text; null for none. A path that the last machine had may be missing here, and only a request
    /// needs the file.
    /// </summary>
    public Func<string>? CaCertificate { get; private init; }

    /// <summary>
    /// Why the configuration cannot be used, as sentences; null where it can. It may be that of an earlier run, so that
    /// only a request reports it: a preview and a destroy must stay possible.
    /// </summary>
    public string? Fault { get; private init; }

    /// <summary>Texts of settings that the user marked as secret, in every form that a message may contain.</summary>
    public ImmutableArray<string> Secrets { get; private init; } = [];

    /// <summary>The default project and environment as values, with the secret wrappers of the configuration.</summary>
    private PropertyMap Marked { get; init; } = PropertyMap.Empty;

    /// <inheritdoc cref="CacheFolder.Find"/>
    public string? CacheFolder { get; private init; }

    public TimeSpan RequestTimeout { get; private init; }

    public int MaxRetries { get; private init; }

    public bool RefreshBeforeUpdate { get; private init; }

    /// <summary>How AWS is reached; null if no request may be sent to it.</summary>
    public AwsSettings? Aws { get; private init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> ReadVariable { get; init; }

    /// <summary>
    /// Reads a configuration. A value that is unknown or cannot be used counts as absent; see <see cref="Fault"/>.
    /// </summary>
    /// <param name="args">The configuration, decoded.</param>
    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    /// <param name="readFile">Reads a file.</param>
    public static ProviderSettings From(
        PropertyMap args, Func<string, string?> readVariable, Func<string, string> readFile)
    {
        var environment = new EnvironmentSettings(readVariable);
        var errors = SettingsCheck.Check(args);
        var usable = errors.Aggregate(args, (map, error) => map.Without(PropertyPath.Root(error.Path)));
        var plain = usable.Plain();
        var server = new ConfiguredServer(plain, environment);
        var faults = errors.Select(error => error.ToString())
            .Concat(SettingsCheck.CheckEnvironment(args, readVariable))
            .Concat(server.IsUnknown ? [SettingsMessages.HostUnknown] : []);
        var host = server.Address;
        var surroundings = new LoginSurroundings(readVariable, readFile);
        var configured = new ConfiguredLogin(
            plain, surroundings with { IsOfOtherServer = server.OtherServerVariable is not null });
        var ambient = server.IsOfEnvironment ? new EnvironmentLogin(surroundings) : null;
        return new ProviderSettings
        {
            Fault = string.Join(" ", faults) is { Length: > 0 } fault ? SettingsMessages.Unusable(fault) : null,
            Secrets = Redaction.SettingsForms(args, host),
            Marked = usable,
            Host = host,
            Credentials = configured.Credentials,
            EnvironmentCredentials = plain.Get(ProviderConfig.Auth.Name)?.HasUnknown() ?? false
                ? null
                : ambient?.Credentials,
            PartialCredentials = configured.Partial ?? ambient?.Partial,
            ProxySecrets = environment.ProxySecrets,
            Warning = configured.Credentials is null && ambient?.Credentials is not null
                && server.OtherServerVariable is { } borrowed
                    ? SettingsMessages.CredentialsOfOtherServer(borrowed)
                    : null,
            UnusedCredentials = ambient is null && server.OtherServerVariable is { } unused
                && new EnvironmentLogin(surroundings).Credentials is not null
                    ? SettingsMessages.CredentialsNotUsed(unused)
                    : null,
            CustomHeaders = Session.CustomHeaders.Read(plain, server.IsOfEnvironment ? readVariable : _ => null),
            OrganizationSlug = plain.NonBlankTextOf(ProviderConfig.OrganizationSlug)
                ?? (server.IsOfEnvironment ? environment.OrganizationSlug : null),
            ProjectId = plain.NonBlankTextOf(ProviderConfig.ProjectId) ?? environment.ProjectId,
            Environment = plain.NonBlankTextOf(ProviderConfig.Environment) ?? environment.Environment,
            IsProjectConfigured = plain.NonBlankTextOf(ProviderConfig.ProjectId) is not null,
            IsEnvironmentConfigured = plain.NonBlankTextOf(ProviderConfig.Environment) is not null,
            CaCertificate = plain.NonBlankTextOf(ProviderConfig.CaCertificate) is { } pem
                ? () => Certificate(pem, readFile)
                : null,
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

    /// <summary>The setting with the name of an input, with its secret wrapper; null if absent or unknown.</summary>
    public PropertyValue? DefaultOf(Field input) =>
        Marked.Get(input.Name) is { } value && !value.HasUnknown() ? value : null;

    /// <summary>A value of a setting, with a secret wrapper if the user marked the setting.</summary>
    public PropertyValue WithMark(Field setting, string value) =>
        Marked.Get(setting.Name)?.HasSecret() ?? false
            ? new PropertyValue.Secret(new PropertyValue.Text(value))
            : new PropertyValue.Text(value);

    /// <summary>
    /// The values with a secret wrapper around each that comes from a marked setting. The state of an earlier version
    /// has none, and an import gets its values from the server.
    /// </summary>
    public PropertyMap WithMarks(PropertyMap values)
    {
        foreach (var (field, setting) in new[]
        {
            (Envelope.ProjectId, ProviderConfig.ProjectId), (Envelope.Environment, ProviderConfig.Environment),
        })
        {
            if (values.Get(field.Name) is PropertyValue.Text { Value: var text }
                && Marked.Get(setting.Name) is { } configured
                && configured.HasSecret()
                && configured.Plain() is PropertyValue.Text { Value: var secret }
                && text == secret.Trim())
            {
                values = values.With(field.Name, new PropertyValue.Secret(new PropertyValue.Text(text)));
            }
        }

        return values;
    }

    /// <summary>Names no setting, because each may be secret.</summary>
    public override string ToString() => "ProviderSettings { [secret] }";

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
            throw ApiErrors.Unusable(SettingsMessages.CertificateUnreadable(fault.Message), fault);
        }
    }

    private static double? NumberOf(PropertyMap map, Field field) =>
        map.Get(field.Name) is PropertyValue.Number number ? number.Value : null;
}
