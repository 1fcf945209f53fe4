using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Warns of a change of the host. It changes no resource, but another server does not know the rotations of the state.
/// </summary>
internal static class HostChange
{
    /// <param name="before">The decoded configuration of the last run.</param>
    /// <param name="after">The decoded configuration of this run.</param>
    /// <param name="readVariable">Reads an environment variable.</param>
    /// <returns>Null if both are the same server, or one of them is not known yet.</returns>
    public static string? Warning(PropertyMap before, PropertyMap after, Func<string, string?> readVariable)
    {
        if (HostOf(before) is not { } old || HostOf(after) is not { } now || old == now)
        {
            return null;
        }

        return IsSecret(before) || IsSecret(after)
            ? SettingsMessages.HostChanged(null)
            : SettingsMessages.HostChanged((old, now));

        // Check reports a host that is no address.
        Uri? HostOf(PropertyMap args) => ProviderSettings.HostOf(args.Plain(), readVariable);
    }

    private static bool IsSecret(PropertyMap args) => args.Get(ProviderConfig.Host.Name)?.HasSecret() ?? false;
}
