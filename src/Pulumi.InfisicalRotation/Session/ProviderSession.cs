using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What all resources of one provider configuration share. Constructing it sends nothing to Infisical.
/// </summary>
internal sealed class ProviderSession : IDisposable
{
    private readonly Action<LogLevel, string>? _log;

    /// <param name="log">Writes a line that belongs to no resource.</param>
    /// <param name="handler">Replaces the network in tests.</param>
    public ProviderSession(
        ProviderSettings settings,
        TimeProvider time,
        Action<LogLevel, string>? log = null,
        HttpMessageHandler? handler = null)
    {
        _log = log;
        Settings = settings;
        Time = time;
        Run = new RunState(time);
        Client = new InfisicalClient(
            new InfisicalOptions
            {
                Host = settings.Host,
                Credentials = settings.Credentials,
                EnvironmentCredentials = settings.EnvironmentCredentials,
                PartialCredentials = settings.PartialCredentials,
                OtherSecrets = settings.ProxySecrets,
                CustomHeaders = settings.CustomHeaders,
                OrganizationSlug = settings.OrganizationSlug,
                CaCertificate = settings.CaCertificate,
                CacheFolder = settings.CacheFolder,
                RequestTimeout = settings.RequestTimeout,
                MaxRetries = settings.MaxRetries,
                UserAgent = $"pulumi-infisical-rotation/{PackageInfo.Version}",
                TimeProvider = time,
                Fault = settings.Fault,
                Warning = settings.Warning,
                UnusedCredentials = settings.UnusedCredentials,
                Notify = Notify,
            },
            handler);
        Reads = new SharedReads(Client, time, Run);
        Aws = settings.Aws is null ? null : new AwsReads(
            new AwsOptions
            {
                Settings = settings.Aws,
                ReadVariable = settings.ReadVariable,
                TimeProvider = time,
                RequestTimeout = settings.RequestTimeout,
                UserAgent = $"pulumi-infisical-rotation/{PackageInfo.Version}",
            },
            Client,
            Run);

        void Notify(ApiNotice? notice)
        {
            if (notice is not null)
            {
                log?.Invoke(
                    notice.IsWarning ? LogLevel.Warning : LogLevel.Info, notice.Text.Without(settings.Secrets));
            }
        }
    }

    public ProviderSettings Settings { get; }

    public TimeProvider Time { get; }

    public InfisicalClient Client { get; }

    public SharedReads Reads { get; }

    public RunState Run { get; }

    /// <summary>
    /// By IAM user: between a look at the keys and the request that issues one, no other resource issues a key.
    /// </summary>
    public KeyedLock IamUserLocks { get; } = new();

    /// <summary>
    /// By account: while a rotation of it is created, none is deleted whose revocation would end the new credential.
    /// </summary>
    public KeyedLock AccountLocks { get; } = new();

    /// <summary>AWS; null if the configuration has no block for it.</summary>
    public AwsReads? Aws { get; }

    /// <summary>Warns at this resource, once for all resources: 200 of them can fail to reach the same host.</summary>
    /// <param name="fault">What failed; null for a warning about this resource alone.</param>
    public void WarnOnce(CallContext context, WarningTopic topic, ApiException? fault, string message)
    {
        if (fault is null || Run.IsFirst(new SharedWarning(topic, fault.Cause)))
        {
            context.Warn(message);
        }
    }

    /// <summary>Warns if rotations were read and none could be compared with the server.</summary>
    public void WarnIfNothingCompared()
    {
        if (Run.Comparisons.TakeReadsWithoutComparison() is > 0 and var count)
        {
            _log?.Invoke(LogLevel.Warning, SettingsMessages.NothingCompared(count));
        }
    }

    /// <summary>
    /// Warns at this resource, once for all resources and each action: a missing right must not hide another one.
    /// </summary>
    public void WarnOnce(CallContext context, WarningTopic topic, AwsException fault, string message)
    {
        if (Run.IsFirst(new SharedWarning(topic, (fault.Kind, fault.Action))))
        {
            context.Warn(message);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Aws?.Dispose();
    }
}
