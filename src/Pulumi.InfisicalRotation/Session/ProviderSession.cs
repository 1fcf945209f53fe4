using System.Collections.Concurrent;
using System.Reflection;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What all resources of one configuration share: the client with its login, the reads, and what was said already.
/// Making one asks nothing of Infisical.
/// </summary>
internal sealed class ProviderSession : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    public ProviderSession(ProviderSettings settings, TimeProvider time, HttpMessageHandler? handler = null)
    {
        Settings = settings;
        Time = time;
        Client = new InfisicalClient(
            new InfisicalOptions
            {
                Host = settings.Host,
                Credentials = settings.Credentials,
                EnvironmentCredentials = settings.EnvironmentCredentials,
                HalfLogin = settings.HalfLogin,
                OrganizationSlug = settings.OrganizationSlug,
                CaCertificate = settings.CaCertificate,
                RequestTimeout = settings.RequestTimeout,
                MaxRetries = settings.MaxRetries,
                UserAgent = $"pulumi-infisical-rotation/{Version}",
                TimeProvider = time,
            },
            handler);
        Reads = new SharedReads(Client, time);
    }

    /// <summary>The version of this provider.</summary>
    public static string Version { get; } =
        typeof(ProviderSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    public ProviderSettings Settings { get; }

    public TimeProvider Time { get; }

    public InfisicalClient Client { get; }

    public SharedReads Reads { get; }

    public Claims Claims { get; } = new();

    public Rivals Rivals { get; } = new();

    public Replacements Replacements { get; } = new();

    /// <summary>Rotations that this process has seen as they are: read or made.</summary>
    public ConcurrentDictionary<string, bool> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Rotations that were taken over in this run, and by which resource.</summary>
    public ConcurrentDictionary<string, string> Adopted { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Warns at this resource of what could not be done, but says it only once for all resources: 200 of them can fail to reach the
    /// same host. What differs from one request to the next, its id and what it was about, makes no other failure of it.
    /// </summary>
    public void WarnOnce(CallContext context, ApiException fault, Func<ApiException, string> describe)
    {
        if (_said.TryAdd($"{describe.Method.Name}\n{fault.Failure}\n{fault.Status}\n{fault.ErrorName}\n{fault.ServerText}", true))
        {
            context.Log(LogLevel.Warning, describe(fault));
        }
    }

    public void Dispose() => Client.Dispose();
}
