using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// The server of a configuration, and whether the variables of the environment are meant for it. A secret of the
/// environment must not be sent to another server.
/// </summary>
/// <param name="args">The configuration, decoded and plain.</param>
/// <param name="environment">The settings of the environment.</param>
internal sealed class ConfiguredServer(PropertyMap args, EnvironmentSettings environment)
{
    private static readonly Uri Default = new(ProviderConfig.DefaultHost);

    /// <summary>The address; that of the environment where the configuration has none, else the default.</summary>
    public Uri Address => Given is { } given ? ServerAddress.Parse(given) ?? Default : Default;

    /// <summary>The address; null where it is unknown or no address.</summary>
    public Uri? Known => IsUnknown ? null : Given is not { } given ? Default : ServerAddress.Parse(given);

    /// <summary>The configuration has an address that a preview does not know yet.</summary>
    public bool IsUnknown => args.Get(ProviderConfig.Host.Name) is PropertyValue.Unknown;

    /// <summary>
    /// Whether the variables of the environment may be sent to this server. They may not where the environment names
    /// another one and the configuration has credentials of its own. Without credentials, it needs those of the
    /// environment.
    /// </summary>
    public bool IsOfEnvironment => !IsUnknown && (!IsOther || !HasCredentials);

    /// <summary>The variable that names another server than the configuration; null for none.</summary>
    public string? OtherServerVariable => IsOther ? environment.Host?.Variable : null;

    private bool HasCredentials => args.Get(ProviderConfig.Auth.Name) is not null;

    private bool IsOther => environment.Host is { } other
        && Configured is { } configured
        && ServerAddress.Parse(configured) is { } address
        && address != ServerAddress.Parse(other.Value);

    private string? Configured => args.NonBlankTextOf(ProviderConfig.Host);

    private string? Given => Configured ?? environment.Host?.Value;
}
